import type { Cell } from "../domain/cell.ts";
import type { CellResult } from "../domain/run-result.ts";
import { contrastSentence, differenceOf, missingNeighbours, nearestPassing } from "./contrast.ts";

const hasFailed = ({ outcome }: CellResult) =>
  outcome.kind === "failed" || outcome.kind === "timed-out";

const passedOf = (cells: readonly CellResult[]) =>
  cells.filter(({ outcome }) => outcome.kind === "passed");

/** The failed cells that have a passing neighbour in the run, with it. */
export const withKnownContrast = (cells: readonly CellResult[]): readonly CellResult[] => {
  const passed = passedOf(cells);
  return cells.filter(hasFailed).flatMap((cell) => {
    const contrast = nearestPassing(cell, passed);
    return contrast ? [{ ...cell, contrast: [contrastSentence(contrast, "passes")] }] : [];
  });
};

/** Bounds of what is run beyond the plan: causes, and neighbours of one cell for each. */
const mostCauses = 3;
const mostNeighbours = 4;

/**
 * Cells without a passing neighbour in the run whose neighbours are worth trying: one for each cause that
 * surprised, and the cell of a run that has no other.
 */
export const worthContrasting = (
  cells: readonly CellResult[],
): readonly Readonly<{ cell: CellResult; neighbours: readonly Cell[] }>[] => {
  const passed = passedOf(cells);
  const open = new Map<string, CellResult>();
  for (const cell of cells.filter(hasFailed)) {
    if (cell.verdict === "expected" && cells.length > 1) continue;
    const { code, side } = cell.diagnosis?.causes[0] ?? { code: "", side: null };
    const cause = `${code} ${side}`;
    if (!open.has(cause) && nearestPassing(cell, passed) === null) open.set(cause, cell);
  }
  return [...open.values()].slice(0, mostCauses).map((cell) => ({
    cell,
    neighbours: missingNeighbours(cell, cells).slice(0, mostNeighbours),
  }));
};

/** @param tried - neighbours that were run for this cell, in the order of their nearness. */
export const withTriedContrast = (cell: CellResult, tried: readonly CellResult[]): CellResult => ({
  ...cell,
  contrast: tried.flatMap((neighbour) => {
    const difference = differenceOf(cell, neighbour);
    if (!difference) return [];
    if (neighbour.outcome.kind === "passed") return [contrastSentence(difference, "passes")];
    return hasFailed(neighbour) ? [contrastSentence(difference, "fails too")] : [];
  }),
});
