import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CellResult } from "../../domain/run-result.ts";
import { jsonText } from "../../report/format/json.ts";
import { provenCell, provenSteps } from "../../tooling/test/proven-cell.ts";
import { cellResult, diagnosed, failedAt, schemeNotOffered } from "../../tooling/test/results.ts";
import { judgedStep } from "../../tooling/test/symptoms.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { parseCellId } from "../axes/cell-id.ts";
import { readStoredCells } from "./stored-cells.ts";

const contrast = [{ cell: "go/go/tls/p256", with: "key p256", outcome: "passes" }];

const ids = ["go/go/none", "go/node/mtls/p256", "go/node/auto-mtls/p521"];
const plan = {
  cells: ids.map(parseCellId),
  proof: { steps: provenSteps, deadlineMs: 5000, thirdParties: new Map() },
};
const [none, passed, plugin] = ids.map((id) => provenCell(id)) as [
  CellResult,
  CellResult,
  CellResult,
];
const digest = (digit: string) => `sha256:${digit.repeat(64)}` as const;

const failed = cellResult("go/node/mtls/p256", failedAt("rpc", "put: lost"), {
  ...diagnosed(schemeNotOffered),
  steps: [judgedStep("put", "lost")],
  verdict: "unexpected",
  verdictReason: "expected to pass",
});
const withdrawn = cellResult(
  "go/node/mtls/p256",
  { kind: "not-run", because: "harness-fault", reason: "its program was changed" },
  { programs: { client: null, server: null } },
);

const otherPrograms = { client: digest("0"), server: digest("0") };

/** What is read where the second cell has these lines, and the others one each that is as it should be. */
const read = async (...lines: readonly (string | object)[]) => {
  const file = join(temporaryFolder(), "cells.jsonl");
  const text = [none, ...lines, plugin].map((one) =>
    typeof one === "string" ? one : jsonText(one, "line"),
  );
  writeFileSync(file, `${text.join("\n")}\n`);
  const { cells, damages } = await readStoredCells(file, plan);
  return { cells, damages: damages.map((sentence) => sentence.slice(file.length)) };
};

/** What a forger leaves alone who makes this failure a pass. */
const forged: Partial<CellResult> = {
  outcome: { kind: "passed" },
  verdict: "expected",
  verdictReason: null,
  diagnosis: null,
};

const { observed } = passed;
const stepsWith = (over: object) => passed.steps.map((step) => ({ ...step, ...over }));

test.for<readonly [string, object, string]>([
  ["the outcome alone", { ...failed, outcome: { kind: "passed" } }, "passed with a cause"],
  ["the outcome and the cause", { ...failed, ...forged }, "passed, and its step put did not"],
  ["no steps", { ...passed, steps: [] }, "passed without step put"],
  ["a step less", { ...passed, steps: passed.steps.slice(1) }, "passed without step put"],
  [
    "a step that is not the plan's",
    { ...passed, steps: [...passed.steps, judgedStep("large-value")] },
    "has step large-value, which is none of its own",
  ],
  [
    "a step twice",
    { ...passed, steps: [...passed.steps, judgedStep("put")] },
    "has step put twice",
  ],
  [
    "steps that did not pass",
    { ...passed, steps: stepsWith({ passed: false }) },
    "has step put that",
  ],
  ["steps that differ", { ...passed, steps: stepsWith({ difference: "x" }) }, "has step put that"],
  [
    "steps without end",
    { ...passed, steps: stepsWith({ elapsedMs: 2 ** 30 }) },
    "took 12.5 ms, and its step put 1073741824 ms",
  ],
  ["no controls", { ...passed, controls: [] }, "passed without control impostor-server"],
  [
    "controls that accepted",
    { ...passed, controls: passed.controls.map((one) => ({ ...one, result: "accepted" })) },
    "passed, and its control impostor-server was accepted",
  ],
  [
    "no TLS",
    { ...passed, observed: { ...observed, tlsVersion: null, cipherSuite: null } },
    "passed, and is not what it asked for (TLS version",
  ],
  [
    "one-way authentication",
    { ...passed, observed: { ...observed, peerAuthentication: { value: "server", by: "wire" } } },
    "passed, and is not what it asked for (peer authentication",
  ],
  [
    "no program",
    { ...passed, programs: { client: null, server: null } },
    "was run, and has no digest",
  ],
  ["a second run", { ...passed, again: failed.outcome }, "was run again, and passed at first"],
  ["flaky after one run", { ...failed, verdict: "flaky" }, "is flaky, and was not run again"],
  ["another server", { ...passed, server: "python" }, "has another server than its id says"],
])("a line that has %s: its cell is run again", async ([, line, sentence]) => {
  const { cells, damages } = await read(line);
  expect(cells).toEqual([none, plugin]);
  expect(damages).toEqual([
    expect.stringMatching(/^:2: go\/node\/mtls\/p256 .*: it is run again$/),
  ]);
  expect(damages[0]).toContain(sentence);
});

test.for<readonly [string, object | string]>([
  ["no JSON", "{"],
  ["null", "null"],
  ["a list", "[]"],
  ["a field too many", { ...passed, proof: "whole" }],
  ["a field too few", { ...passed, controls: undefined }],
  ["a time before it began", { ...passed, elapsedMs: -1 }],
  ["a time that no run takes", { ...passed, elapsedMs: 1e308 }],
  ["a step's time before it began", { ...passed, steps: stepsWith({ elapsedMs: -1 }) }],
  ["a digest that is none", { ...passed, programs: { client: "sha256:0", server: "sha256:0" } }],
  ["an id that leads elsewhere", { ...passed, id: "../../x/none" }],
])("a line that is %s: its cell is run again", async ([, line]) => {
  expect(await read(line)).toEqual({
    cells: [none, plugin],
    damages: [":2 is damaged: its cell is run again"],
  });
});

test.for<readonly [string, object, object, readonly object[]]>([
  [
    "a second run",
    failed,
    { ...failed, again: failed.outcome },
    [{ ...failed, again: failed.outcome }],
  ],
  ["a contrast", failed, { ...failed, contrast }, [{ ...failed, contrast }]],
  ["a withdrawal", passed, withdrawn, [withdrawn]],
])("of two lines the last counts: %s", async ([, first, second, cells]) => {
  expect(await read(first, second)).toEqual({ cells: [none, ...cells, plugin], damages: [] });
});

test.for<readonly [string, object, object]>([
  ["a pass after a failure", failed, passed],
  ["a failure after a pass", passed, failed],
  ["a pass after a withdrawal", withdrawn, passed],
  ["a pass of other programs", passed, { ...passed, programs: otherPrograms }],
])("two lines that contradict each other: %s", async ([, first, second]) => {
  expect(await read(first, second)).toEqual({
    cells: [none, plugin],
    damages: [
      ":3: go/node/mtls/p256 has two lines of which each says that something else was seen: it is run again",
    ],
  });
});

test("no later line makes good what one contradicts", async () => {
  const { cells, damages } = await read({ ...passed, steps: [] }, passed);
  expect(cells).toEqual([none, plugin]);
  expect(damages.length).toBe(1);
});
