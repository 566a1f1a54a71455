import { expect, test } from "vitest";
import { cannedRun } from "../../tooling/test/canned-run.ts";
import { cellResult, failedAt, runResult } from "../../tooling/test/results.ts";
import { verdictView } from "./verdict-view.ts";

const good = cellResult("go/go/none");
const bad = cellResult("go/python/none", failedAt("rpc", "lost"), { verdict: "unexpected" });

test.for([
  {
    name: "one cell",
    run: runResult([good]),
    says: "The only cell ended as expected",
    tone: "good",
  },
  {
    name: "one cell that failed",
    run: runResult([bad]),
    says: "The only cell did not end as expected",
    tone: "bad",
  },
  {
    name: "all as expected",
    run: runResult([good, cellResult("go/python/none", failedAt("rpc", "lost"))]),
    says: "All 2 cells ended as expected",
    tone: "good",
  },
  {
    name: "nothing as expected",
    run: runResult([bad, { ...bad, id: "python/go/none" }]),
    says: "None of 2 cells ended as expected",
    tone: "bad",
  },
  {
    name: "an interrupted run",
    run: runResult([good], { interrupted: true }),
    says: "The run was interrupted. The only cell ended as expected",
    tone: "bad",
  },
  { name: "no cell", run: runResult([]), says: "No cell was run", tone: "good" },
  {
    name: "every kind of end",
    run: cannedRun(),
    says: "4 of 17 cells did not end as expected",
    tone: "bad",
  },
])("$name", ({ run, says, tone }) => {
  const { sentence, tone: found } = verdictView(run).heading;
  expect([sentence, found]).toEqual([says, tone]);
});

test("counts are of the looks that there are, what needs a reader first", () => {
  expect(verdictView(cannedRun()).counts).toEqual([
    { look: "unexpected", cells: 3 },
    { look: "not-run", cells: 1 },
    { look: "known", cells: 2 },
    { look: "unsupported", cells: 1 },
    { look: "passed", cells: 10 },
  ]);
});
