import { describe, expect, test } from "vitest";
import type { RunResult } from "../../domain/run-result.ts";
import { cannedComparison } from "../../tooling/test/canned-comparison.ts";
import { cannedRun } from "../../tooling/test/canned-run.ts";
import { golden } from "../../tooling/test/golden.ts";
import { cellResult, failedAt, runResult } from "../../tooling/test/results.ts";
import { jsonText } from "../format/json.ts";
import { plain } from "../grid.ts";
import { compareRuns } from "./compare-runs.ts";
import { comparisonHeadline } from "./comparison-headline.ts";
import { comparisonJson } from "./comparison-json.ts";
import { comparisonMarkdown } from "./comparison-markdown.ts";
import { comparisonText } from "./comparison-text.ts";

test.for([
  ["diff.txt", comparisonText(cannedComparison(), plain)],
  ["diff.md", comparisonMarkdown(cannedComparison())],
  ["diff-same.txt", comparisonText(compareRuns(cannedRun(), cannedRun()), plain)],
] as const)("%s", ([file, text]) => {
  expect(text).toBe(golden(file));
});

test("JSON has each changed cell with both ends", () => {
  const { changes, ...rest } = JSON.parse(jsonText(comparisonJson(cannedComparison())));
  expect(rest).toMatchObject({
    regressions: 3,
    before: { runId: "2026-11-20T07-00-00Z-1" },
    after: { runId: "2026-11-21T07-00-00Z-1" },
    compared: 11,
    moves: [{ kind: "stack", name: "grpc-go", before: "1.66.3", after: "1.76.0", of: ["go"] }],
  });
  expect(changes[0]).toMatchObject({
    kind: "broke",
    effect: "regression",
    cell: "go/go/mtls/p256",
    before: { id: "go@1.66.3/go@1.66.3/mtls/p256", outcome: { kind: "passed" } },
    after: { id: "go/go/mtls/p256", outcome: { kind: "timed-out" } },
  });
});

const none = cellResult("go/go/none");
const undone = cellResult("go/go/none", { kind: "not-run", because: "interrupted", reason: "x" });
const tls = cellResult("go/go/tls/p256");

describe("what is compared", () => {
  test.for<readonly [string, RunResult, RunResult, string | null]>([
    ["all", runResult([none]), runResult([none]), null],
    [
      "what both have",
      runResult([none, tls]),
      runResult([none]),
      "compared: 1 cell that both runs have (of 2, then 1)",
    ],
    [
      "what both ran",
      runResult([none, tls]),
      runResult([undone, tls], { interrupted: true }),
      "compared: 1 cell that both runs have (of 2, then 2); the later run was interrupted",
    ],
    [
      "of different presets",
      runResult([none], { interrupted: true }),
      runResult([none], { preset: "full" }),
      "compared: 1 cell that both runs have (of 1, then 1); the presets differ (default, then full), the earlier run was interrupted",
    ],
    [
      "nothing",
      runResult([none]),
      runResult([tls]),
      "compared: 0 cells that both runs have (of 1, then 1)",
    ],
  ])("%s", ([, before, after, restriction]) => {
    expect(compareRuns(before, after).restriction).toBe(restriction);
  });

  test("a cell that an interruption left undone is no change", () => {
    expect(compareRuns(runResult([none]), runResult([undone])).changes).toEqual([]);
  });

  test("a cell that was not run before is no change, however it ends now", () => {
    const failed = cellResult("go/go/none", failedAt("rpc", "lost"), { verdict: "unexpected" });
    expect(compareRuns(runResult([undone]), runResult([failed])).regressions).toBe(0);
  });
});

test.for<readonly [string, RunResult, RunResult, string]>([
  ["nothing", runResult([none]), runResult([none]), "nothing changed in 1 cell; no version moved"],
  [
    "one of a kind",
    runResult([none, tls]),
    runResult([none, { ...tls, outcome: failedAt("tls", "lost") }]),
    "1 cell broke; no version moved",
  ],
  [
    "several kinds, and many moves",
    runResult([{ ...none, outcome: failedAt("rpc", "lost") }, tls]),
    runResult([none, { ...tls, outcome: failedAt("tls", "lost") }, cellResult("go/python/none")], {
      implementations: runResult([]).implementations.map((one) => ({
        ...one,
        stack: one.stack.map(({ name }) => ({ name, version: "9" })),
        runtime: { ...one.runtime, version: "9" },
        tls: { ...one.tls, version: "9" },
      })),
    }),
    "1 cell broke, 1 was mended, 1 appeared; grpc-go 1.76.0 → 9, go-plugin 1.8.0 → 9, Go 1.26.8 → 9 and 1 more moved",
  ],
])("headline: %s", ([, before, after, line]) => {
  expect(comparisonHeadline(compareRuns(before, after))).toBe(line);
});
