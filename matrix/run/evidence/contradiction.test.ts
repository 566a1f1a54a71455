import { describe, expect, test } from "vitest";
import { modes } from "../../domain/axes.ts";
import type { Outcome } from "../../domain/outcome.ts";
import type { CellResult } from "../../domain/run-result.ts";
import { provenCell, provenSteps } from "../../tooling/test/proven-cell.ts";
import { diagnosed, failedAt, schemeNotOffered } from "../../tooling/test/results.ts";
import { control, judgedStep } from "../../tooling/test/symptoms.ts";
import type { StepName } from "../axes/preset.ts";
import { owedBy } from "../plan/owed.ts";
import { contradictionIn } from "./contradiction.ts";
import { nothingObserved } from "./observed-properties.ts";

const found = (cell: CellResult, steps: readonly StepName[] = provenSteps) =>
  contradictionIn(cell, owedBy(cell, steps, new Map()));

const ids = {
  none: "go/go/none",
  tls: "go/go/tls/p256",
  mtls: "go/go/mtls/p256-p384",
  "auto-mtls": "go/node/auto-mtls/p521",
};
const whole = provenCell(ids.mtls);
const plugin = provenCell(ids["auto-mtls"]);
const cause = diagnosed(schemeNotOffered);
const broken = judgedStep("put", "expected OK, got UNAVAILABLE");
const lost = failedAt("rpc", "put: expected OK, got UNAVAILABLE");
const failed: CellResult = {
  ...whole,
  outcome: lost,
  ...cause,
  steps: [broken, ...whole.steps.slice(1).map(({ name }) => judgedStep(name, "not reached"))],
  controls: [],
};
const noServer: CellResult = {
  ...failed,
  outcome: failedAt("spawn", "ended"),
  steps: [],
  observed: nothingObserved,
};
const unsupported: CellResult = {
  ...noServer,
  outcome: { kind: "unsupported", by: "server go", reason: "no p521" },
  diagnosis: null,
};
const notRun: CellResult = {
  ...unsupported,
  outcome: { kind: "not-run", because: "interrupted", reason: "ended before" },
  programs: { client: null, server: null },
};
const accepted = control("impostor-server", "accepted");
const oneAccepted = [accepted, ...whole.controls.slice(1)];
const stayed = [...plugin.steps.slice(0, -1), judgedStep("shutdown", "the plugin did not end")];
const passes: Outcome = { kind: "passed" };
const late: Outcome = { kind: "timed-out", phase: "rpc", limitMs: 5000 };

test.for<readonly [string, CellResult]>([
  ...modes.map((mode) => [`passed, mode ${mode}`, provenCell(ids[mode])] as const),
  ["limited", provenCell("go/go/tls/p256/tls=1.2/group=secp256r1")],
  ["a key that is weak by intent", weak()],
  ["failed", failed],
  ["timed out", { ...failed, outcome: late }],
  ["no server", noServer],
  ["a control", { ...whole, outcome: failedAt("control", "x"), ...cause, controls: oneAccepted }],
  ["a shutdown", { ...plugin, outcome: failedAt("shutdown", "x"), ...cause, steps: stayed }],
  ["processes left", { ...plugin, outcome: failedAt("shutdown", "x"), ...cause }],
  ["a label", { ...whole, serverKey: "p384", ...label("p256") }],
  ["the same end twice", { ...failed, again: failedAt("rpc", "another text") }],
  ["flaky", { ...failed, again: passes, verdict: "flaky" }],
  ["flaky by its cause alone", { ...failed, again: lost, verdict: "flaky" }],
  ["unsupported", unsupported],
  ["not run", notRun],
])("agrees with itself: %s", ([, cell]) => {
  expect(found(cell)).toBeNull();
});

function weak(): CellResult {
  const cell = provenCell("go/go/tls/p256/server-cert=weak-key");
  return { ...cell, observed: { ...cell.observed, serverKey: { value: "rsa1024", by: "wire" } } };
}

function label(serverKey: string): Partial<CellResult> {
  const observed = { ...whole.observed, serverKey: { value: serverKey, by: "wire" } as const };
  return { outcome: failedAt("control", "x"), ...cause, controls: [], observed };
}

describe("a result that says it passed", () => {
  test.for([
    ["steps", { steps: [] }, "passed without step put"],
    ["a step", { steps: whole.steps.slice(0, -1) }, "passed without step health"],
    ["controls", { controls: [] }, "passed without control impostor-server"],
    [
      "a control",
      { controls: whole.controls.slice(0, -1) },
      "passed without control untrusted-client-certificate",
    ],
    [
      "a TLS version",
      { observed: { ...whole.observed, tlsVersion: null, cipherSuite: null } },
      "passed, and is not what it asked for (TLS version: asked for 1.2 or 1.3, observed none)",
    ],
    [
      "a client's certificate",
      { observed: { ...whole.observed, clientKey: null } },
      "passed, and is not what it asked for (client key type: asked for p256, nobody could observe it)",
    ],
    [
      "authentication",
      { observed: nothingObserved },
      "passed, and is not what it asked for (peer authentication: asked for mutual, nobody could observe it; server key type: asked for p384, nobody could observe it; client key type: asked for p256, nobody could observe it; TLS version: asked for 1.2 or 1.3, observed none)",
    ],
    [
      "a cipher suite",
      { observed: { ...whole.observed, cipherSuite: null } },
      "has one of TLS version and cipher suite, which are observed together",
    ],
    [
      "a program",
      { programs: { ...whole.programs, server: null } },
      "was run, and has no digest of its server's program",
    ],
  ] as const)("lacks %s", ([, over, sentence]) => {
    expect(found({ ...whole, ...over })).toBe(sentence);
  });

  test.for([
    [
      "its steps say otherwise",
      { ...failed, outcome: passes, diagnosis: null },
      "step put did not",
    ],
    [
      "a control says otherwise",
      { ...whole, controls: oneAccepted },
      "its control impostor-server was accepted",
    ],
    ["its shutdown says otherwise", { ...plugin, steps: stayed }, "its step shutdown did not"],
    ["it has a cause", { ...whole, ...cause }, "passed with a cause"],
  ] as const)("%s", ([, cell, sentence]) => {
    expect(found(cell)).toMatch(sentence);
  });

  test("the plan has come to ask for more", () => {
    expect(found(whole, [...provenSteps, "large-value"])).toBe("passed without step large-value");
  });

  test("the plan asks for nothing", () => {
    expect(found({ ...whole, steps: [] }, ["shutdown"])).toBe("passed without any step");
  });

  test("a cell in the clear was seen to be TLS", () => {
    const { tlsVersion, cipherSuite } = whole.observed;
    const cell = provenCell(ids.none);
    const observed = { ...cell.observed, tlsVersion, cipherSuite };
    expect(found({ ...cell, observed })).toBe("passed in the clear over TLS");
  });
});

test.for<readonly [string, CellResult, string]>([
  ["another mode", { ...whole, mode: "none" }, "has another mode than its id says"],
  ["another key", { ...whole, serverKey: "p256" }, "has another serverKey than its id says"],
  ["no id", { ...whole, id: "go/go" }, "has an id that is none of a cell"],
  ["a step twice", { ...whole, steps: [judgedStep("put"), ...whole.steps] }, "has step put twice"],
  [
    "a step of a plugin",
    { ...whole, steps: [...whole.steps, judgedStep("shutdown")] },
    "has step shutdown, which is none of its own",
  ],
  [
    "a control twice",
    { ...whole, controls: [...oneAccepted, accepted] },
    "has control impostor-server twice",
  ],
  [
    "a control of a plugin",
    { ...whole, controls: [control("certificate-missing-in-handshake-line", "refused")] },
    "has control certificate-missing-in-handshake-line, which is none of its own",
  ],
  [
    "a step that passed with a difference",
    { ...failed, steps: [{ ...broken, passed: true }, ...failed.steps.slice(1)] },
    "has step put that passed, and a difference of it",
  ],
  [
    "a step that failed without one",
    { ...failed, steps: [{ ...broken, difference: null }, ...failed.steps.slice(1)] },
    "has step put that did not pass, and no difference of it",
  ],
  [
    "a step that took longer than its cell",
    { ...whole, steps: [{ ...judgedStep("put"), elapsedMs: 1e308 }, ...whole.steps.slice(1)] },
    "took 12.5 ms, and its step put 1e+308 ms",
  ],
  ["a failure without a cause", { ...failed, diagnosis: null }, "failed at rpc without a cause"],
  [
    "a failure in which nothing failed",
    { ...whole, outcome: lost, ...cause },
    "failed at rpc, and nothing in it did",
  ],
  ["a failure without a step", { ...failed, steps: [] }, "failed at rpc, and shows no step"],
  [
    "a failed control after a failed step",
    { ...failed, outcome: failedAt("control", "x") },
    "failed at control, and its step put before that",
  ],
  [
    "a failure of calls whose control failed",
    { ...whole, outcome: lost, ...cause, controls: oneAccepted },
    "failed at rpc, and every step passed",
  ],
  [
    "a failure of calls whose shutdown failed",
    { ...plugin, outcome: lost, ...cause, steps: stayed },
    "failed at rpc, and only its shutdown did not pass",
  ],
  [
    "unsupported with a proof",
    { ...unsupported, steps: whole.steps },
    "unsupported, and shows a proof",
  ],
  [
    "not run with something observed",
    { ...notRun, observed: whole.observed },
    "not run, and shows a proof",
  ],
  ["flaky after one run", { ...failed, verdict: "flaky" }, "is flaky, and was not run again"],
  [
    "two ends that are taken for one",
    { ...failed, again: passes, verdict: "expected" },
    "is not flaky, and ended in two ways: failed at rpc, and then passed",
  ],
  ["a pass that was run again", { ...whole, again: passes }, "was run again, and passed at first"],
])("%s", ([, cell, sentence]) => {
  expect(found(cell)).toBe(sentence);
});
