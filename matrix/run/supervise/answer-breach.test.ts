import { expect, test } from "vitest";
import type { Observed, ProveRequest } from "../../domain/prove.ts";
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
const tookMs = 10;
const steps = (...of: Observed["steps"]) => answer({ steps: of });
const waiting = (waitedMs: number) => ({
  ...shutdown,
  calls: [{ ...ok, exited: true, waitedMs }],
});
const failed = { ...ok, status: "UNAVAILABLE" };
const started = { line: "1|1|tcp|127.0.0.1:1|grpc|", elapsedMs: 1 };
const notStarted = { line: null, elapsedMs: 1, error: { message: "no", chain: [] } };

test.for([
  ["every step", request, answer()],
  ["a step whose call fails is the last", request, steps({ ...put, calls: [failed] })],
  ["a plugin that started", plugin, answer({ start: started })],
  ["a plugin that did not", plugin, answer({ start: notStarted, steps: [] })],
  ["a session that was to stay", { ...request, keepOpen: true }, answer({ session: "1" })],
  [
    "no session of a connection that was never made",
    { ...request, keepOpen: true },
    steps({ ...put, calls: [failed] }),
  ],
  [
    "as long as it took",
    request,
    steps({ ...put, elapsedMs: 4 }, { ...read, elapsedMs: 5 }, shutdown),
  ],
  ["within what clocks differ by", request, steps({ ...put, elapsedMs: 100 }, read, shutdown)],
  ["a wait within its step", request, steps(put, read, waiting(1))],
] as const)("within the contract: %s", ([, asked, answered]) => {
  expect(answerBreach(asked, answered, tookMs)).toBeNull();
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
  [
    "no session that was to stay",
    { ...request, keepOpen: true },
    answer(),
    "session: expected its id, for keepOpen was true and a call was answered",
  ],
  [
    "a start that took longer than all",
    plugin,
    answer({ start: { ...started, elapsedMs: 1e308 } }),
    "start.elapsedMs: 1e+308 ms are over by then, and the answer came after 10 ms",
  ],
  [
    "a start that failed after longer than all",
    plugin,
    answer({ start: { ...notStarted, elapsedMs: 111 }, steps: [] }),
    "start.elapsedMs: 111 ms are over by then, and the answer came after 10 ms",
  ],
  [
    "a first step that took longer than all",
    request,
    steps({ ...put, elapsedMs: 111 }, read, shutdown),
    "steps.0.elapsedMs: 111 ms are over by then, and the answer came after 10 ms",
  ],
  [
    "a last step that took longer than all",
    request,
    steps(put, read, { ...shutdown, elapsedMs: Number.MAX_VALUE }),
    `steps.2.elapsedMs: ${Number.MAX_VALUE} ms are over by then, and the answer came after 10 ms`,
  ],
  [
    "steps that took longer than all together",
    request,
    steps({ ...put, elapsedMs: 60 }, { ...read, elapsedMs: 60 }, shutdown),
    "steps.1.elapsedMs: 120 ms are over by then, and the answer came after 10 ms",
  ],
  [
    "a start and a step that took longer together",
    plugin,
    answer({
      start: { ...started, elapsedMs: 60 },
      steps: [{ ...put, elapsedMs: 60 }, read, shutdown],
    }),
    "steps.0.elapsedMs: 120 ms are over by then, and the answer came after 10 ms",
  ],
  [
    "a wait that took longer than its step",
    request,
    steps(put, read, waiting(102)),
    "steps.2.calls.0.waitedMs: 102 ms of a step of 1 ms",
  ],
  ["no step at all", request, steps(), "steps.0: expected put"],
] as const)("a breach: %s", ([, asked, answered, breach]) => {
  expect(answerBreach(asked, answered, tookMs)).toBe(breach);
});
