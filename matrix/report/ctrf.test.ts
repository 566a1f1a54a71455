import { expect, test } from "vitest";
import { cannedComparison } from "../tooling/test/canned-comparison.ts";
import { cannedRun } from "../tooling/test/canned-run.ts";
import { cellResult, failedAt, runResult } from "../tooling/test/results.ts";
import { ctrf } from "./ctrf.ts";
import { compareRuns } from "./diff/compare-runs.ts";

type Test = Readonly<{ name: string; status: string; message?: string; flaky: boolean }>;

const read = (text: string) => {
  const { reportFormat, specVersion, results } = JSON.parse(text);
  const tests: readonly Test[] = results.tests;
  return { reportFormat, specVersion, summary: results.summary, tests };
};

test("each cell is a test with the verdict's status, and the summary counts them", () => {
  const { reportFormat, specVersion, summary, tests } = read(ctrf(cannedRun(), null));
  expect([reportFormat, specVersion]).toEqual(["CTRF", "0.0.0"]);
  expect(tests.map(({ name }) => name)).toEqual(cannedRun().cells.map(({ id }) => id));
  for (const status of ["passed", "failed", "skipped", "other"] as const) {
    expect(summary[status]).toBe(tests.filter((one) => one.status === status).length);
  }
  expect(summary.tests).toBe(tests.length);
  expect(summary.stop - summary.start).toBe(summary.duration);
});

const refused = failedAt("tls", "refused");

test.for([
  ["passed", cellResult("go/go/none"), "passed"],
  ["a known failure", cellResult("go/go/none", refused), "skipped"],
  ["a surprise", cellResult("go/go/none", refused, { verdict: "unexpected" }), "failed"],
  ["flaky", cellResult("go/go/none", refused, { verdict: "flaky" }), "failed"],
  [
    "not run",
    cellResult(
      "go/go/none",
      { kind: "not-run", because: "build-failed", reason: "gone" },
      { verdict: "unexpected" },
    ),
    "other",
  ],
] as const)("%s", ([name, cell, status]) => {
  const [one] = read(ctrf(runResult([cell]), null)).tests;
  expect(one?.status).toBe(status);
  expect(one?.flaky).toBe(name === "flaky");
});

test("what passed in the baseline and does not now has failed, known or not", () => {
  const before = runResult([cellResult("go/go/none")]);
  const after = runResult([cellResult("go/go/none", refused)]);
  const [one] = read(ctrf(after, compareRuns(before, after))).tests;
  expect(one?.status).toBe("failed");
  expect(one?.message).toContain("a regression since run");
  expect(ctrf(cannedRun(), cannedComparison())).toContain("a regression since run");
});
