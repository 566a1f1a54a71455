import { printable } from "../format/terminal.ts";
import type { Paint } from "../grid.ts";
import { cellCount, idLines } from "../group-lines.ts";
import { symbols } from "../symbol.ts";
import { historyHeadline, stepLines, streakGroups, streakPattern } from "./history-lines.ts";
import type { History } from "./history-of.ts";

/** Many runs in words: for each preset what changed when, a picture of each pair over time, and each cell's streak. */
export const historyText = (histories: readonly History[], paint: Paint): string =>
  histories.map((history) => sectionOf(printable(history), paint)).join("\n");

const sectionOf = (history: History, paint: Paint): string => {
  const { pictures, streaks } = history;
  const width = Math.max("client → server".length, ...pictures.map(({ pair }) => pair.length));
  return [
    historyHeadline(history),
    ...stepLines(history).map((line) => `  ${line}`),
    "",
    `  ${"client → server".padEnd(width)}   oldest run first`,
    ...pictures.map(({ pair, looks }) => {
      const drawn = looks.map((look) => paint(look, symbols[look])).join("");
      return `  ${pair.padEnd(width)}   ${drawn}`;
    }),
    "",
    ...streakGroups(streaks).flatMap((group) => [
      `${group.title} (${cellCount(group.cells.length)})`,
      ...[...streakPattern(group, streaks), ...idLines(group.cells)].map((line) => `  ${line}`),
      "",
    ]),
  ].join("\n");
};
