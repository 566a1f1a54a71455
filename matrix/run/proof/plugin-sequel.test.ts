import { expect, test } from "vitest";
import type { CallReport, Observed, ProveAnswer, ProveRequest } from "../../domain/prove.ts";
import type { Tap } from "../observe/tap.ts";
import type { PluginSlot } from "../supervise/plugin-registry.ts";
import type { PluginPair } from "./plugin-pair.ts";
import { followed } from "./plugin-sequel.ts";

const rpc = { messages: [], initial: [], trailing: [], details: null, elapsedMs: 1 } as const;
const report = (status: string, more: Partial<CallReport> = {}): CallReport => ({
  status,
  message: "",
  chain: [],
  ...more,
});

const observed = (...calls: readonly CallReport[]): Observed => ({
  kind: "observed",
  start: null,
  steps: [{ name: "behaviour", elapsedMs: 1, calls }],
  serverCertificate: null,
  clientCertificate: null,
  peer: null,
  session: "s",
});

const unsupported = { kind: "unsupported", reason: "not written for Perl" } as const;

/** @param answers - to what a client is asked, by the kind of the target. */
const pairOf = (answers: Partial<Record<ProveRequest["target"]["kind"], ProveAnswer>>) => {
  const worker = {
    prove: async ({ target }: ProveRequest) => answers[target.kind] ?? observed(),
    process: { stop: async () => {} },
  };
  return {
    cell: { client: "perl", server: "lua" },
    client: { worker },
    testbed: { clients: { own: async () => ({ worker }) } },
    tls: { mode: "none" },
    deadlineMs: 1000,
  } as unknown as PluginPair;
};

const told = {
  call: "rpc",
  kind: "unary",
  path: "/handshakematrix.v1.Told/Unary",
  requests: [],
  metadata: [],
  deadlineMs: 1000,
  sendEveryMs: 0,
  halfClose: true,
  compression: null,
  waitForReady: false,
  cancel: null,
  continueOn: ["OK"],
} as const;

const where = {
  slot: { program: () => ({ mark: "", pid: 1 }) } as unknown as PluginSlot,
  tap: { endpoint: { network: "unix", address: "/s" } } as unknown as Tap,
};

const serving = observed(report("OK", { serving: "SERVING" }));

test.for([
  ["a client without rpc", [[told]], { session: unsupported }, "client perl"],
  [
    "a server without Told",
    [[told]],
    { session: observed(report("UNIMPLEMENTED", { rpc })) },
    "server lua",
  ],
] as const)("%s has no way to follow, and neither side is at fault", async (row) => {
  const [, calls, answers, by] = row;
  const end = await followed(pairOf(answers), { calls }, observed(), where);
  expect(end).toMatchObject({ kind: "unsupported", by });
});

test("a client that cannot attach has not attached", async () => {
  const answers = { session: serving, attach: unsupported };
  const end = await followed(pairOf(answers), { calls: [], attach: true }, observed(), where);
  expect(end).toEqual({ kind: "unsupported", by: "client perl", reason: "not written for Perl" });
});

test("another status of a call is the behaviour's to judge", async () => {
  const answers = { session: observed(report("INTERNAL", { rpc })) };
  const end = await followed(pairOf(answers), { calls: [[told]] }, observed(), where);
  expect(end.kind).toBe("shown");
});
