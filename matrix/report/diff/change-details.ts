import type { CellResult } from "../../domain/run-result.ts";
import { causeLines, commandLines, idLines, nextStepLines, patternLines } from "../group-lines.ts";
import type { ChangeGroup } from "./change-groups.ts";

/** What is said of a group below its title, in lines without an indent. */
export type ChangeDetails = Readonly<{
  /** In words: cause, verdict, fix, pattern. */
  words: readonly string[];
  cells: readonly string[];
  commands: readonly string[];
}>;

/** @param compared - the cells among which a group has a pattern. */
export const changeDetails = (
  { kind, cells, diagnosis }: ChangeGroup,
  compared: readonly CellResult[],
): ChangeDetails => {
  const listed = idLines(cells);
  switch (kind) {
    case "appeared":
    case "vanished":
      return { words: [], cells: listed, commands: [] };
    case "mended":
    case "slower":
      return { words: patternLines(cells, compared), cells: listed, commands: [] };
    default: {
      const reason = cells[0]?.verdictReason;
      return {
        words: [
          ...causeLines(diagnosis),
          ...(reason ? [reason] : []),
          ...nextStepLines(diagnosis),
          ...patternLines(cells, compared),
        ],
        cells: listed,
        commands: commandLines(cells[0]),
      };
    }
  }
};
