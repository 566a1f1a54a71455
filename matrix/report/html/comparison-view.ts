import type { RunResult } from "../../domain/run-result.ts";
import { changeDetails } from "../diff/change-details.ts";
import { changeGroups } from "../diff/change-groups.ts";
import type { Comparison } from "../diff/compare-runs.ts";
import { comparisonHeadline } from "../diff/comparison-headline.ts";
import { type Move, moveWords } from "../diff/moves.ts";
import type { Heading } from "./heading.ts";

/** Cells to which the same happened. */
export type ChangeGroupView = Readonly<{
  title: string;
  effect: "regression" | "news";
  /** Cause, fix, pattern. */
  words: readonly string[];
  ids: readonly string[];
  commands: readonly string[];
}>;

/** What the page shows of two runs. */
export type ComparisonView = Readonly<{
  heading: Heading;
  /** Why not every cell of both runs is compared; null where each is. */
  restriction: string | null;
  moves: readonly Readonly<{ words: string; kind: Move["kind"]; of: readonly string[] }>[];
  groups: readonly ChangeGroupView[];
}>;

/** What the page shows of a comparison. It depends on the argument alone. */
export const comparisonViewOf = (comparison: Comparison): ComparisonView => {
  const { before, after, moves, restriction, regressions, compared } = comparison;
  return {
    heading: {
      sentence: comparisonHeadline(comparison),
      tone: regressions > 0 ? "bad" : "good",
      note: `${nameOf(before)} → ${nameOf(after)}`,
    },
    restriction,
    moves: moves.map((move) => ({ words: moveWords(move), kind: move.kind, of: move.of })),
    groups: changeGroups(comparison).map((group) => {
      const { words, commands } = changeDetails(group, compared);
      return {
        title: group.title,
        effect: group.regressions > 0 ? "regression" : "news",
        words,
        ids: group.cells.map(({ id }) => id),
        commands: commands.map((line) => line.replace(/^→ /, "")),
      };
    }),
  };
};

const nameOf = ({ runId, preset }: RunResult): string => `${runId} (preset ${preset})`;
