import { comparisonHeadline } from "../diff/comparison-headline.ts";
import type { History } from "./history-of.ts";

/** Histories for programs; all else of a run is in its results. */
export const historyJson = (histories: readonly History[]) =>
  histories.map(({ preset, runs, pictures, streaks, steps }) => ({
    preset,
    runs: runs.map(({ runId, startedAt, counts }) => ({ runId, startedAt, counts })),
    pictures,
    steps: steps.map((step) => ({
      before: step.before.runId,
      after: step.after.runId,
      headline: comparisonHeadline(step),
    })),
    cells: streaks.map(({ cell: { id, outcome, verdict, diagnosis }, ...streak }) => ({
      id,
      outcome,
      verdict,
      cause: diagnosis?.causes[0]?.code ?? null,
      ...streak,
    })),
  }));
