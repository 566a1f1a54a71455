import type { CellResult } from "../domain/run-result.ts";
import { coveringRule, coveringSentence } from "./covering.ts";

/** With fewer cells a list says as much as a rule. */
const fewestForRule = 3;

/** The smallest description of a group's cells in axis values; null where it has too few, or nothing describes them. */
export const groupPattern = (
  cells: readonly CellResult[],
  all: readonly CellResult[],
): string | null => {
  if (cells.length < fewestForRule) return null;
  const members = new Set(cells);
  const covering = coveringRule(
    cells,
    all.filter((cell) => !members.has(cell)),
  );
  return covering.terms ? coveringSentence(covering) : null;
};
