import type { RunResult } from "../../domain/run-result.ts";
import { jsonText } from "../../report/format/json.ts";

/** A results.json, cell by cell: as a whole a large run's would have to be in memory several times. */
export function* resultsText(result: RunResult): Generator<string> {
  // A text cannot have it: quotation marks in it are escaped.
  const [before = "", after = ""] = jsonText({ ...result, cells: [] }).split(`"cells": []`);
  yield `${before}"cells": [`;
  for (const [at, cell] of result.cells.entries()) {
    yield `${at === 0 ? "" : ","}\n  ${jsonText(cell).replaceAll("\n", "\n  ")}`;
  }
  yield `${result.cells.length === 0 ? "" : "\n "}]${after}\n`;
}
