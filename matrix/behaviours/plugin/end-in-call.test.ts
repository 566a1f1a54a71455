import { expect, test } from "vitest";
import type { CallReport } from "../../domain/prove.ts";
import { foundWhere } from "../../tooling/test/sound-start.ts";
import { endInCall } from "./end-in-call.ts";
import type { ShownStart } from "./plugin-behaviour.ts";

const reportOf = (status: string, count: number): Pick<ShownStart, "reports"> => {
  const call: CallReport = {
    status,
    message: "",
    chain: [],
    rpc: {
      messages: Array.from({ length: count }, () => ({ size: 12, sha256: "" })),
      initial: [],
      trailing: [],
      details: null,
      elapsedMs: 300,
    },
  };
  return { reports: [{ name: "behaviour", elapsedMs: 300, calls: [call] }] };
};

const cutOff = reportOf("UNAVAILABLE", 6);
const exit = { code: 0, signal: null, left: [] };

const nothing = {
  data: new Uint8Array(),
  reset: null,
  ended: true,
  ...{ blockEnds: [], dataEndsAt: null },
  beginsAt: null,
  endsAt: null,
  resetAt: null,
};

/** The stream, with these trailers; without one where it was cut off. */
const wireWith = (
  ...trailers: readonly { name: string; value: string }[][]
): ShownStart["wire"] => ({
  spoken: { client: "http2", server: "http2" },
  streams: [
    {
      stream: 1,
      request: {
        ...nothing,
        blocks: [[{ name: ":path", value: "/handshakematrix.v1.Told/ServerStream" }]],
      },
      response: { ...nothing, blocks: [[{ name: ":status", value: "200" }], ...trailers] },
    },
  ],
});

type Row = Readonly<{ name: string; change: Partial<ShownStart>; found: readonly string[] }>;

test.for<Row>([
  { name: "as go-plugin does", change: cutOff, found: [] },
  {
    name: "a plugin that cancels the call",
    change: { ...reportOf("CANCELLED", 6), wire: wireWith([{ name: "grpc-status", value: "1" }]) },
    found: ["permitted server: a call under way ends in CANCELLED"],
  },
  {
    name: "a host's library that has another status for it",
    change: { ...reportOf("INTERNAL", 6), wire: wireWith() },
    found: ["permitted client: a call under way ends in INTERNAL"],
  },
  {
    name: "a plugin that lets the call end",
    change: reportOf("OK", 160),
    found: ["permitted server: a call under way ends in OK"],
  },
  {
    name: "a plugin that does not end",
    change: { ...cutOff, ended: null },
    found: ["violation server: it runs on after Shutdown while a call is under way"],
  },
  {
    name: "a plugin that crashes",
    change: { ...cutOff, ended: { ...exit, code: null, signal: "SIGSEGV" } },
    found: ["violation server: it crashes after Shutdown while a call is under way"],
  },
  {
    name: "another exit code",
    change: { ...cutOff, ended: { ...exit, code: 3 } },
    found: ["permitted server: it ends with exit code 3"],
  },
  {
    name: "a process that is left",
    change: { ...cutOff, ended: { ...exit, left: [{ pid: 7, command: "sleep" }] } },
    found: ["violation server: it leaves processes behind"],
  },
  {
    name: "a call that hangs",
    change: reportOf("DEADLINE_EXCEEDED", 6),
    found: ["violation client: a call under way does not end with its plugin"],
  },
  {
    name: "a call that seems complete",
    change: reportOf("OK", 6),
    found: ["violation client: a call that was cut off ends in OK"],
  },
  {
    name: "a call that had not begun",
    change: reportOf("UNAVAILABLE", 0),
    found: ["violation nobody: the call has not begun before the end"],
  },
  {
    name: "a pair that does not talk",
    change: { difference: "put: no answer" },
    found: ["violation nobody: the host cannot use the plugin"],
  },
])("$name", ({ change, found }) => {
  expect(foundWhere(endInCall, () => change)).toEqual(found);
});
