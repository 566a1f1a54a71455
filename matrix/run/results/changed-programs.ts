import type { CellResult } from "../../domain/run-result.ts";

/**
 * Whether an end of a stored cell is another program by now: what it showed then says nothing of this one.
 *
 * @param programs - the program of each implementation as it is now, by the implementation's id.
 */
export const hasChangedProgram = (
  cell: CellResult,
  programs: ReadonlyMap<string, Readonly<{ digest: string }>>,
): boolean =>
  (["client", "server"] as const).some((end) => {
    const before = cell.programs[end];
    const now = programs.get(cell[end])?.digest;
    return before !== null && now !== undefined && before !== now;
  });
