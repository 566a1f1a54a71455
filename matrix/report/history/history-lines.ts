import type { CellResult } from "../../domain/run-result.ts";
import { comparisonHeadline } from "../diff/comparison-headline.ts";
import { cellCount, patternLines } from "../group-lines.ts";
import type { History } from "./history-of.ts";
import { type Streak, streakWords } from "./streak.ts";

/** "12 runs of preset default from 2026-11-20 to 2026-11-29: cells changed 2 times, 1 cell is flaky". */
export const historyHeadline = ({ preset, runs, steps, streaks }: History): string => {
  const [first, last] = [runs[0], runs.at(-1)].map((run) => run?.startedAt.slice(0, 10));
  const count = runs.length === 1 ? "1 run" : `${runs.length} runs`;
  const when = first === last ? `on ${last}` : `from ${first} to ${last}`;
  const changed =
    steps.length === 0
      ? "no cell changed"
      : `cells changed ${steps.length} ${steps.length === 1 ? "time" : "times"}`;
  const flaky = streaks.filter(({ steadiness }) => steadiness === "flaky").length;
  const unsteady = flaky === 0 ? "" : `, ${cellCount(flaky)} ${flaky === 1 ? "is" : "are"} flaky`;
  return `${count} of preset ${preset} ${when}: ${changed}${unsteady}`;
};

/** A line for each step in which a cell changed. */
export const stepLines = ({ steps }: History): readonly string[] =>
  steps.map((step) => `${step.after.runId}: ${comparisonHeadline(step)}`);

export type StreakGroup = Readonly<{ title: string; cells: readonly CellResult[] }>;

/** Streaks in the same words: flaky ones first, then those that began with a change, the newest first, then failures. */
export const streakGroups = (streaks: readonly Streak[]): readonly StreakGroup[] =>
  [...Map.groupBy(streaks, titleOf)]
    .sort(([, [a]], [, [b]]) => (a && b ? compareRanks(a, b) : 0))
    .map(([title, own]) => ({ title, cells: own.map(({ cell }) => cell) }));

const titleOf = (streak: Streak): string =>
  `${streak.steadiness === "flaky" ? "flaky: " : ""}${streakWords(streak)}`;

const compareRanks = (a: Streak, b: Streak): number => {
  const ranks = [a, b].map(({ steadiness, moved, runs, cell }) => [
    steadiness === "flaky" ? 0 : 1,
    moved === null ? 1 : 0,
    runs,
    cell.outcome.kind === "passed" ? 1 : 0,
  ]);
  const [left = [], right = []] = ranks;
  return left.map((rank, at) => rank - (right[at] ?? 0)).find((order) => order !== 0) ?? 0;
};

/** What is common to cells that do not pass; of those that do, nobody asks. */
export const streakPattern = (
  { cells }: StreakGroup,
  streaks: readonly Streak[],
): readonly string[] =>
  cells[0]?.outcome.kind === "passed"
    ? []
    : patternLines(
        cells,
        streaks.map(({ cell }) => cell),
      );
