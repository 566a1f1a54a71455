import { expect, test } from "vitest";
import {
  answered,
  both,
  field,
  foundIn,
  only,
  onWire,
  received,
  violations,
} from "../tooling/test/shown-changes.ts";
import type { Shown } from "./behaviour.ts";

const framesIn = (name: string, change: (shown: Shown) => Shown) =>
  violations(foundIn(name, change)).map(({ frames }) => frames);

const request = { connection: 0, from: "client", stream: 1 } as const;
const response = { connection: 0, from: "server", stream: 1 } as const;

test.for([
  {
    what: "a field of trailers",
    in: "status-text",
    change: answered("13"),
    frame: { ...response, name: "HEADERS", field: "grpc-status", endsAt: 30 },
  },
  {
    what: "a field of a request, whose server hears another",
    in: "metadata-text",
    change: field("request", "told-text", () => "y"),
    frame: { ...request, name: "HEADERS", field: "told-text", endsAt: 10 },
  },
  {
    what: "a block in which a field is missing",
    in: "metadata-text",
    change: field("request", "told-text", () => null),
    frame: { ...request, name: "HEADERS", field: null, endsAt: 10 },
  },
  {
    what: "a reset with another code",
    in: "cancel",
    change: onWire("request", (half) => ({ ...half, reset: "NO_ERROR" })),
    frame: { ...request, name: "RST_STREAM", field: null, endsAt: 40 },
  },
])("a violation names the frame of $what", ({ in: name, change, frame }) => {
  expect(framesIn(name, change)[0]).toEqual([frame]);
});

test("where the wire cannot be read, no frame is named", () => {
  const hidden = both(received("INTERNAL"), (shown) => ({ ...shown, streams: null }));
  expect(framesIn("status-text", only("call", hidden))).toEqual([undefined]);
});
