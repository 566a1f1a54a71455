import { expect, test } from "vitest";
import { cannedRun } from "../../tooling/test/canned-run.ts";
import { cellDetail, cellSummary } from "./cell-view.ts";
import { facetsOf } from "./facets.ts";
import { matchingCells, searchTextOf } from "./matching.ts";
import { stateFrom } from "./view-state.ts";

const cells = cannedRun().cells.map(cellSummary);
const texts = cannedRun().cells.map((cell) =>
  searchTextOf(cellSummary(cell), () => cellDetail(cell, null)),
);

test.for([
  { fragment: "", matching: 17 },
  { fragment: "q=P521+Scheme", matching: 2 },
  { fragment: "q=nowhere", matching: 0 },
  { fragment: "q=python3+is+not+installed", matching: 1 },
  { fragment: "mode=none", matching: 4 },
  { fragment: "mode=none&mode=tls", matching: 12 },
  { fragment: "mode=none&client=go", matching: 2 },
  { fragment: "cause=deadline-exceeded", matching: 1 },
  { fragment: "look=known&q=python", matching: 2 },
  { fragment: "no-such-axis=1", matching: 17 },
])("$fragment leaves $matching cells", ({ fragment, matching }) => {
  const left = matchingCells(cells, (at) => texts[at] ?? "", stateFrom(fragment), facetsOf(cells));
  expect(left).toHaveLength(matching);
});
