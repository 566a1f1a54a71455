import type { RunResult } from "../../domain/run-result.ts";
import { alignedRuns } from "../diff/aligned.ts";
import { isCellChange } from "../diff/changes.ts";
import { type Comparison, compareRuns } from "../diff/compare-runs.ts";
import { pairOf } from "../grid.ts";
import { type Look, lookOf, worstOf } from "../symbol.ts";
import { type Sight, type Streak, streakOf } from "./streak.ts";

/** The runs of one preset, one after the other. */
export type History = Readonly<{
  preset: string;
  /** The oldest first; never empty. */
  runs: readonly RunResult[];
  /** Of each client and server, how it looked in each run: as the worst of its cells. */
  pictures: readonly Readonly<{ pair: string; looks: readonly Look[] }>[];
  /** Of each cell of the newest run that was ever run. */
  streaks: readonly Streak[];
  /** From each run to the next one, where a cell changed; the newest first. */
  steps: readonly Comparison[];
}>;

/** The histories of all presets, that of the newest run first. */
export const historiesOf = (runs: readonly RunResult[]): readonly History[] =>
  [...Map.groupBy(runs, ({ preset }) => preset)]
    .map(([preset, own]) => historyOf(preset, own.toSorted(byStart)))
    .sort((a, b) => byStart(b.runs.at(-1), a.runs.at(-1)));

/** ISO 8601 in UTC sorts by its letters. */
const byStart = (a: RunResult | undefined, b: RunResult | undefined): number =>
  (a?.startedAt ?? "") < (b?.startedAt ?? "") ? -1 : 1;

const historyOf = (preset: string, runs: readonly RunResult[]): History => {
  const newest = runs.at(-1);
  return {
    preset,
    runs,
    pictures: [...new Set(runs.flatMap(({ cells }) => cells.map(pairOf)))].map((pair) => ({
      pair,
      looks: runs.map(({ cells }) =>
        worstOf(cells.filter((cell) => pairOf(cell) === pair).map(lookOf)),
      ),
    })),
    streaks: newest ? streaksIn(runs, newest) : [],
    steps: runs
      .slice(1)
      .flatMap((run, at) => {
        const before = runs[at];
        return before ? [cellChangesAlone(compareRuns(before, run))] : [];
      })
      .filter(({ changes }) => changes.length > 0)
      .reverse(),
  };
};

/** Of the newest run's cells, each found in the earlier runs, where an implementation can have another version. */
const streaksIn = (runs: readonly RunResult[], newest: RunResult): readonly Streak[] => {
  const sights = new Map<string, Sight[]>();
  for (const run of runs) {
    for (const { before, after } of alignedRuns(run, newest).cells) {
      sights.set(after.id, [...(sights.get(after.id) ?? []), { run, cell: before }]);
    }
  }
  return newest.cells.flatMap(({ id }) => streakOf(sights.get(id) ?? []) ?? []);
};

/** Runs of one preset have other cells when a filter was given, and other times on every day. */
const cellChangesAlone = (comparison: Comparison): Comparison => ({
  ...comparison,
  changes: comparison.changes.filter(isCellChange),
});
