import { expect, test } from "vitest";
import {
  both,
  foundIn,
  only,
  type Planted,
  received,
  streams,
  violations,
} from "../tooling/test/shown-changes.ts";
import { behaviours } from "./behaviours.ts";

const planted: readonly Planted[] = [
  {
    in: "max-streams",
    what: "a client that begins a stream while another is open",
    by: "client",
    plant: only("another call", streams({ begunMs: 0 })),
  },
  {
    in: "max-streams",
    what: "a client that refuses what has to wait",
    by: "client",
    plant: only("another call", received("RESOURCE_EXHAUSTED")),
  },
  {
    in: "max-streams",
    what: "a server that does not tell its limit",
    by: "server",
    plant: both(streams({ begunMs: 0 }), (shown) => ({
      ...shown,
      connections: [{ goaways: [], maxStreams: null }],
    })),
  },
];

test.for(planted)("$in finds $what", ({ in: name, by, plant }) => {
  const found = violations(foundIn(name, plant));
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found.map((one) => one.by))).toEqual(new Set([by]));
});

test("every behaviour of connections has something planted in it", () => {
  const names = behaviours.filter(({ area }) => area === "connections").map(({ name }) => name);
  expect([...new Set(planted.map((one) => one.in))]).toEqual(names);
});
