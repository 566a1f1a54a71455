import { codeSpan, prose, row, ruler } from "../format/markdown.ts";
import { cellCount } from "../group-lines.ts";
import { changeDetails } from "./change-details.ts";
import { type ChangeGroup, changeGroups } from "./change-groups.ts";
import type { Comparison } from "./compare-runs.ts";
import { comparisonHeadline } from "./comparison-headline.ts";
import { moveWords } from "./moves.ts";

/** The same as {@link comparisonText}, as a section of markdown. */
export const comparisonMarkdown = (comparison: Comparison): string => {
  const { moves, restriction, before, after } = comparison;
  return [
    "## Changes",
    "",
    `**${prose(comparisonHeadline(comparison))}**`,
    "",
    `From run ${codeSpan(before.runId)} (preset ${codeSpan(before.preset)}) to run ${codeSpan(after.runId)} (preset ${codeSpan(after.preset)}).`,
    "",
    ...(restriction === null ? [] : [`${prose(restriction)}.`, ""]),
    ...(moves.length === 0 ? [] : [...moveTable(moves), ""]),
    ...changeGroups(comparison).flatMap((group) => [...section(group, comparison), ""]),
  ].join("\n");
};

const moveTable = (moves: Comparison["moves"]): readonly string[] => [
  row(["what moved", "kind", "implementations"]),
  ruler(3),
  ...moves.map((move) => row([prose(moveWords(move)), move.kind, prose(move.of.join(", "))])),
];

const section = (group: ChangeGroup, { compared }: Comparison): readonly string[] => {
  const { words, cells, commands } = changeDetails(group, compared);
  return [
    `### ${prose(group.title)} (${cellCount(group.cells.length)})`,
    "",
    ...words.map((line) => `- ${prose(line)}`),
    ...[...cells, ...commands].map((line) => `- ${codeSpan(line)}`),
  ];
};
