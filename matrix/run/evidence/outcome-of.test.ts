import { describe, expect, test } from "vitest";
import {
  call,
  cellEvidence,
  exited,
  failedReport,
  pluginNotStarted,
  processEvidence,
  report,
  stepReport,
} from "../../tooling/test/evidence.ts";
import { control, judgedStep } from "../../tooling/test/symptoms.ts";
import { type Owed, owedBy } from "../plan/owed.ts";
import type { Attempt } from "./attempt.ts";
import { outcomeOf } from "./outcome-of.ts";

const owed: Owed = {
  steps: ["put", "get-exact", "shutdown"],
  controls: ["impostor-server", "plaintext-client"],
};

type Try = Extract<Attempt, { kind: "tried" }>;

const tried = (over: Partial<Try> = {}): Try => ({
  kind: "tried",
  steps: [judgedStep("put"), judgedStep("get-exact"), judgedStep("shutdown")],
  client: "in-time",
  controls: [control("impostor-server", "refused"), control("plaintext-client", "refused")],
  evidence: cellEvidence(),
  serverAt: null,
  capture: null,
  seen: {
    byClient: null,
    byServer: null,
    byOrchestrator: null,
    insistedOn: null,
    calls: "unseen",
    listener: { kind: "own" },
  },
  deadlineMs: 5000,
  ...over,
});

const stepFailed = judgedStep("get-exact", "expected OK, got NOT_FOUND");
const shutdownFailed = judgedStep("shutdown", "the plugin did not end when asked to");
const accepted = control("impostor-server", "accepted", "the client went on");
const difference = "server key type: asked for p256, observed p384 (by wire)";
const left = processEvidence({
  shared: false,
  exit: exited({ left: [{ pid: 42, command: "sleep 60" }] }),
});

describe("what never was tried", () => {
  test.for([
    [
      { kind: "not-run", because: "interrupted", reason: "ended before", evidence: null },
      { kind: "not-run", because: "interrupted", reason: "ended before" },
    ],
    [
      { kind: "unsupported", by: "server go", reason: "no ed25519" },
      { kind: "unsupported", by: "server go", reason: "no ed25519" },
    ],
    [
      { kind: "no-server", phase: "spawn", reason: "no such file", evidence: cellEvidence() },
      { kind: "failed", phase: "spawn", reason: "no such file" },
    ],
  ] as const)("%o", ([attempt, outcome]) => {
    expect(outcomeOf(attempt, [], owed)).toEqual(outcome);
  });
});

test("a client of others that did not end in time makes the cell time out", () => {
  const late = judgedStep("exit", "did not end within 5000 ms");
  const attempt = tried({ steps: [late], client: "overdue" });
  expect(outcomeOf(attempt, [], owed)).toMatchObject({ kind: "timed-out", limitMs: 5000 });
});

describe("the first thing that broke counts", () => {
  const rows: readonly [string, Partial<Try>, readonly string[], object][] = [
    ["nothing broke", {}, [], { kind: "passed" }],
    [
      "a step, before everything else",
      {
        steps: [judgedStep("put"), stepFailed, shutdownFailed],
        controls: [accepted],
        evidence: cellEvidence({
          server: left,
          report: report({ steps: [stepReport("put", call("OK"))] }),
        }),
      },
      [difference],
      { kind: "failed", phase: "proof", reason: "get-exact: expected OK, got NOT_FOUND" },
    ],
    [
      "a label, before its controls",
      { controls: [accepted], steps: [judgedStep("put"), shutdownFailed] },
      [difference, "named group: asked for x25519, nobody could observe it"],
      {
        kind: "failed",
        phase: "control",
        reason: `${difference}; named group: asked for x25519, nobody could observe it`,
      },
    ],
    [
      "a control, before the shutdown",
      { controls: [control("plaintext-client", "refused"), accepted], steps: [shutdownFailed] },
      [],
      {
        kind: "failed",
        phase: "control",
        reason: "impostor-server was accepted: the client went on",
      },
    ],
    [
      "an open control, which proves nothing",
      { controls: [control("plaintext-client", "inconclusive", "no answer came")] },
      [],
      {
        kind: "failed",
        phase: "control",
        reason: "plaintext-client was inconclusive: no answer came",
      },
    ],
    [
      "the shutdown, before what it left",
      { steps: [judgedStep("put"), shutdownFailed], evidence: cellEvidence({ server: left }) },
      [],
      {
        kind: "failed",
        phase: "shutdown",
        reason: "shutdown: the plugin did not end when asked to",
      },
    ],
    [
      "processes left at the end",
      { evidence: cellEvidence({ server: left }) },
      [],
      { kind: "failed", phase: "shutdown", reason: "the server left processes: 42 (sleep 60)" },
    ],
    [
      "processes that a shared server left are of no one cell",
      { evidence: cellEvidence({ server: { ...left, shared: true } }) },
      [],
      { kind: "passed" },
    ],
  ];

  test.for(rows)("%s", ([, over, differences, outcome]) => {
    expect(outcomeOf(tried(over), differences, owed)).toEqual(outcome);
  });
});

describe("what lacks a part of its proof is no pass, though nothing failed", () => {
  const [put, get, shutdown] = tried().steps;
  const [impostor] = tried().controls;
  if (!(put && get && shutdown && impostor)) throw new Error("no whole proof");

  test.for<readonly [string, Partial<Try>]>([
    ["step put", { steps: [get, shutdown] }],
    ["step shutdown", { steps: [put, get] }],
    ["step put", { steps: [] }],
    ["control plaintext-client", { controls: [impostor] }],
    ["control impostor-server", { controls: [] }],
    ["control impostor-server", { controls: [], evidence: cellEvidence({ server: left }) }],
  ])("without %s", ([part, over]) => {
    expect(outcomeOf(tried(over), [], owed)).toEqual({
      kind: "not-run",
      because: "harness-fault",
      reason: `nothing failed, and the proof is without ${part}`,
    });
  });

  test("a cell that owes nothing has nothing to pass by", () => {
    const nothing = { steps: [], controls: [] };
    expect(outcomeOf(tried({ steps: [], controls: [] }), [], nothing)).toMatchObject({
      kind: "not-run",
      reason: "nothing failed, and the proof is without any step",
    });
  });

  test("in mode none nothing is to be refused", () => {
    const inTheClear = owedBy(
      { client: "go", server: "go", mode: "none", behaviour: null },
      ["put", "get-exact", "shutdown"],
      new Map(),
    );
    expect(outcomeOf(tried({ controls: [] }), [], inTheClear)).toEqual({ kind: "passed" });
  });
});

test.for([
  ["by its status", "DEADLINE_EXCEEDED", "too late", [], "timed-out"],
  ["by tonic's words", "CANCELLED", "Timeout expired", [], "timed-out"],
  ["by tonic's words below", "CANCELLED", "transport error", ["Timeout expired"], "timed-out"],
  ["a call that was given up", "CANCELLED", "operation was canceled", [], "failed"],
  ["the words with another status", "UNAVAILABLE", "Timeout expired", [], "failed"],
] as const)(
  "a call that reached its deadline makes the cell time out: %s",
  ([, status, message, chain, kind]) => {
    const attempt = tried({
      steps: [judgedStep("put", `expected OK, got ${status}`)],
      evidence: cellEvidence({ report: failedReport(status, message, chain) }),
      deadlineMs: 3000,
    });
    const outcome = outcomeOf(attempt, [], owed);
    expect(outcome).toMatchObject({ kind, phase: "rpc" });
    if (outcome.kind === "timed-out") expect(outcome.limitMs).toBe(3000);
  },
);

test("a plugin that could not be started gives its reason in place of the step's", () => {
  const attempt = tried({
    steps: [judgedStep("put", "the step was not reached")],
    evidence: cellEvidence({ report: pluginNotStarted("Unrecognized remote plugin message") }),
  });
  expect(outcomeOf(attempt, [], owed)).toEqual({
    kind: "failed",
    phase: "handshake-line",
    reason: "Unrecognized remote plugin message",
  });
});
