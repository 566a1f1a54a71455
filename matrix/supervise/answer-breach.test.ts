import { expect, test } from "vitest";
import type { Observed, ProveRequest } from "../domain/prove.ts";
import { answerBreach } from "./answer-breach.ts";

const request: ProveRequest = {
  target: { kind: "address", network: "tcp", address: "127.0.0.1:1" },
  tls: { mode: "none" },
  deadlineMs: 1000,
  keepOpen: false,
  steps: [
    {
      name: "put",
      calls: [{ call: "put", key: "k", value: { base64: "" }, continueOn: ["OK"] }],
    },
    {
      name: "read",
      calls: [
        { call: "get", key: "k", continueOn: ["OK"] },
        { call: "health", service: "plugin", continueOn: ["OK"] },
      ],
    },
    { name: "shutdown", calls: [{ call: "shutdown", continueOn: [] }] },
  ],
};
const plugin: ProveRequest = {
  ...request,
  target: { kind: "plugin", argv: ["p"], environment: {}, startTimeoutMs: 1 },
};

const ok = { status: "OK", message: "", chain: [] };
const value = { size: 0, sha256: "0".repeat(64) };
const put = { name: "put", elapsedMs: 1, calls: [ok] };
const read = {
  name: "read",
  elapsedMs: 1,
  calls: [
    { ...ok, value },
    { ...ok, serving: "SERVING" },
  ],
};
const shutdown = { name: "shutdown", elapsedMs: 1, calls: [{ ...ok, exited: true }] };

const answer = (over: Partial<Observed> = {}): Observed => ({
  kind: "observed",
  start: null,
  steps: [put, read, shutdown],
  serverCertificate: null,
  clientCertificate: null,
  peer: null,
  session: null,
  ...over,
});
const steps = (...of: Observed["steps"]) => answer({ steps: of });
const failed = { ...ok, status: "UNAVAILABLE" };
const started = { line: "1|1|tcp|127.0.0.1:1|grpc|", elapsedMs: 1 };
const notStarted = { line: null, elapsedMs: 1, error: { message: "no", chain: [] } };

test.for([
  ["every step", request, answer()],
  ["a step whose call fails is the last", request, steps({ ...put, calls: [failed] })],
  ["a plugin that started", plugin, answer({ start: started })],
  ["a plugin that did not", plugin, answer({ start: notStarted, steps: [] })],
  ["a session that was to stay", { ...request, keepOpen: true }, answer({ session: "1" })],
] as const)("within the contract: %s", ([, asked, answered]) => {
  expect(answerBreach(asked, answered)).toBeNull();
});

test.for([
  [
    "start of no plugin",
    request,
    answer({ start: started }),
    "start: expected null, for the target is no plugin",
  ],
  ["no start of a plugin", plugin, answer(), "start: expected what became of the plugin's start"],
  [
    "neither line nor error",
    plugin,
    answer({ start: { line: null, elapsedMs: 1 } }),
    "start: expected a line or an error",
  ],
  [
    "steps of a plugin that did not start",
    plugin,
    answer({ start: notStarted }),
    "steps: expected none, for the plugin did not start",
  ],
  [
    "a session that was not to stay",
    request,
    answer({ session: "1" }),
    "session: expected null, for keepOpen was false",
  ],
  ["another step", request, steps({ ...put, name: "get" }), "steps.0.name: expected put"],
  ["a step too many", request, steps(put, read, shutdown, put), "steps.3: expected 3 at most"],
  [
    "a call too few",
    request,
    steps(put, { ...read, calls: [ok] }),
    "steps.1.calls: expected 2, for the calls of a step are made at once",
  ],
  [
    "a get without its value",
    request,
    steps(put, { ...read, calls: [ok, { ...ok, serving: "SERVING" }] }),
    "steps.1.calls.0.value: expected size and sha256, for the status is OK",
  ],
  [
    "health without what was answered",
    request,
    steps(put, { ...read, calls: [{ ...ok, value }, ok] }),
    "steps.1.calls.1.serving: expected the health that was answered, for the status is OK",
  ],
  [
    "a shutdown that does not tell",
    request,
    steps(put, read, { ...shutdown, calls: [ok] }),
    "steps.2.calls.0.exited: expected true or false",
  ],
  [
    "going on after a failure",
    request,
    steps({ ...put, calls: [failed] }, read),
    "steps.1: expected none, for a call before ended in a status that continueOn does not name",
  ],
  [
    "stopping before one",
    request,
    steps(put),
    "steps.1: expected read, for every call before ended in a status that continueOn names",
  ],
  ["no step at all", request, steps(), "steps.0: expected put"],
] as const)("a breach: %s", ([, asked, answered, breach]) => {
  expect(answerBreach(asked, answered)).toBe(breach);
});
