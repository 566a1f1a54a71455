import { expect, test } from "vitest";
import { cannedRun } from "../tooling/test/canned-run.ts";
import { cellResult, failedAt } from "../tooling/test/results.ts";
import { tally, tallyWords } from "./tally.ts";

const known = cellResult("go/go/tls/p521", failedAt("tls", "lost"));

test.for([
  [[], "0 passed, 0 surprises"],
  [[cellResult("go/go/none")], "1 passed, 0 surprises"],
  [[known], "0 passed, 1 known failure, 0 surprises"],
  [[known, known], "0 passed, 2 known failures, 0 surprises"],
  [[{ ...known, verdict: "unexpected" }], "0 passed, 1 surprise"],
  [cannedRun().cells, "10 passed, 2 known failures, 1 unsupported, 1 not run, 3 surprises"],
] as const)("%#: %s", ([cells, words]) => {
  expect(tallyWords(cells)).toBe(words);
});

test("every cell is counted once", () => {
  const { cells } = cannedRun();
  const counted = tally(cells).map(({ words }) => Number.parseInt(words, 10));
  expect(counted.reduce((sum, count) => sum + count, 0)).toBe(cells.length);
});
