import { expect, test } from "vitest";
import { cannedRun } from "../../tooling/test/canned-run.ts";
import { cellResult } from "../../tooling/test/results.ts";
import { cellSummary } from "./cell-view.ts";
import { facetsOf } from "./facets.ts";

test("facets are those that tell some cells from others, with their numbers of cells", () => {
  const cells = [cellResult("go/go/none"), cellResult("go/python/none")].map(cellSummary);
  expect(facetsOf(cells)).toEqual([
    {
      name: "server",
      title: "server",
      values: [
        { value: "go", cells: 1 },
        { value: "python", cells: 1 },
      ],
    },
  ]);
});

test("a cause that some cells have tells them from those without", () => {
  const cause = facetsOf(cannedRun().cells.map(cellSummary)).find(({ name }) => name === "cause");
  expect(cause?.values).toEqual([
    { value: "signature-scheme-not-offered", cells: 2 },
    { value: "deadline-exceeded", cells: 1 },
  ]);
});
