import { codeSpan, prose, row, ruler } from "../format/markdown.ts";
import { cellCount, idLines } from "../group-lines.ts";
import { symbols } from "../symbol.ts";
import { historyHeadline, stepLines, streakGroups, streakPattern } from "./history-lines.ts";
import type { History } from "./history-of.ts";

/** The same as {@link historyText} as a page. */
export const historyMarkdown = (histories: readonly History[]): string =>
  ["# History", "", ...histories.flatMap(section)].join("\n");

const section = (history: History): readonly string[] => {
  const { steps, pictures, streaks } = history;
  return [
    `## ${prose(historyHeadline(history))}`,
    "",
    ...stepLines(history).map((line) => `- ${prose(line)}`),
    ...(steps.length === 0 ? [] : [""]),
    row(["client → server", "oldest run first"]),
    ruler(2),
    ...pictures.map(({ pair, looks }) =>
      row([prose(pair), codeSpan(looks.map((look) => symbols[look]).join(""))]),
    ),
    "",
    ...streakGroups(streaks).flatMap((group) => [
      `### ${prose(group.title)} (${cellCount(group.cells.length)})`,
      "",
      ...streakPattern(group, streaks).map((line) => `- ${prose(line)}`),
      ...idLines(group.cells).map((line) => `- ${codeSpan(line)}`),
      "",
    ]),
  ];
};
