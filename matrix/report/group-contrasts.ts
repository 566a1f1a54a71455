import type { CellResult, ContrastingCell } from "../domain/run-result.ts";

/** What a group's cells pass with, or fail with too: each change once, with the first cell that shows it. */
export const groupContrasts = (cells: readonly CellResult[]): readonly ContrastingCell[] => {
  const found = new Map<string, ContrastingCell>();
  for (const contrast of cells.flatMap((cell) => cell.contrast)) {
    const what = `${contrast.outcome} with ${contrast.with}`;
    if (!found.has(what)) found.set(what, contrast);
  }
  return [...found.values()].slice(0, mostContrasts);
};

const mostContrasts = 3;
