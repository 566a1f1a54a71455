import { printable } from "../format/terminal.ts";
import type { Paint } from "../grid.ts";
import { cellCount } from "../group-lines.ts";
import { changeDetails } from "./change-details.ts";
import { type ChangeGroup, changeGroups } from "./change-groups.ts";
import type { Comparison } from "./compare-runs.ts";
import { comparisonHeadline } from "./comparison-headline.ts";
import { moveWords } from "./moves.ts";

/** Two runs in words: what changed, what moved, then each group of cells once. */
export const comparisonText = (shown: Comparison, paint: Paint): string => {
  const comparison = printable(shown);
  const { moves, regressions, restriction, before, after } = comparison;
  return [
    paint(regressions > 0 ? "unexpected" : "passed", comparisonHeadline(comparison)),
    ...(restriction === null ? [] : [restriction]),
    "",
    ...(moves.length === 0 ? [] : ["moved:", ...moves.map(moveLine), ""]),
    ...changeGroups(comparison).flatMap((group) => [...describe(group, comparison, paint), ""]),
    `before: ${before.runId}, preset ${before.preset}`,
    `after:  ${after.runId}, preset ${after.preset}`,
    "",
  ].join("\n");
};

const moveLine = (move: Comparison["moves"][number]): string =>
  move.of.length === 0 || move.kind === "program"
    ? `  ${moveWords(move)}`
    : `  ${moveWords(move)} (${move.of.join(", ")})`;

const describe = (
  group: ChangeGroup,
  { compared }: Comparison,
  paint: Paint,
): readonly string[] => {
  const { kind, title, cells, regressions } = group;
  const look = regressions > 0 ? "unexpected" : kind === "mended" ? "passed" : "known";
  const details = changeDetails(group, compared);
  return [
    `${paint(look, title)} (${cellCount(cells.length)})`,
    ...[...details.words, ...details.cells, ...details.commands].map((line) => `  ${line}`),
  ];
};
