import type { CellResult, RunResult } from "../../domain/run-result.ts";
import { endWords, sameEnd } from "../cell-end.ts";
import { endsOf } from "../diff/aligned.ts";
import { type Move, movesBetween, moveWords } from "../diff/moves.ts";

/** Since when a cell ends as it does. */
export type Streak = Readonly<{
  /** As the newest run that ran it has it. */
  cell: CellResult;
  /** Runs in which it ended like that, one after the other, up to the newest. */
  runs: number;
  since: Readonly<{ runId: string; startedAt: string }>;
  /** What moved of its two ends when it began to end like that; null where it never ended otherwise. */
  moved: readonly Move[] | null;
  /** `flaky`: it ended in two ways although nothing of its ends moved, or twice differently in one run. */
  steadiness: "steady" | "flaky";
}>;

/** A cell in one of the runs, under the id that it has there. */
export type Sight = Readonly<{ run: RunResult; cell: CellResult }>;

/**
 * @param sights - a cell in each run that has it, the oldest first; runs in which it was not run are passed over.
 * @returns null for a cell that was never run.
 */
export const streakOf = (sights: readonly Sight[]): Streak | null => {
  const seen = sights.filter(({ cell }) => cell.outcome.kind !== "not-run");
  const last = seen.at(-1);
  if (!last) return null;
  const flips = seen.slice(1).flatMap((after, at): Flip[] => {
    const before = seen[at];
    return before && !sameEnd(before.cell, after.cell)
      ? [{ at: at + 1, moved: movesOf(before, after) }]
      : [];
  });
  const latest = flips.at(-1);
  const first = seen[latest?.at ?? 0] ?? last;
  const { runId, startedAt } = first.run;
  const isFlaky =
    flips.some(({ moved }) => moved.length === 0) ||
    seen.some(({ cell }) => cell.verdict === "flaky");
  return {
    cell: last.cell,
    runs: seen.length - (latest?.at ?? 0),
    since: { runId, startedAt },
    moved: latest?.moved ?? null,
    steadiness: isFlaky ? "flaky" : "steady",
  };
};

type Flip = Readonly<{ at: number; moved: readonly Move[] }>;

/** Of the two ends of a cell; the machine and this tool are nobody's. */
const movesOf = (before: Sight, after: Sight): readonly Move[] =>
  movesBetween(
    before.run,
    after.run,
    endsOf([{ before: before.cell, after: after.cell }]),
    new Set(),
  ).filter(({ of }) => of.length > 0);

/** "passed in 12 runs, since grpc-go 1.66.3 → 1.85.0 (2026-11-29)". */
export const streakWords = ({ cell, runs, since, moved }: Streak): string => {
  const count = runs === 1 ? "1 run" : `${runs} runs`;
  const end = `${endWords(cell)} in ${moved === null && runs > 1 ? "all " : ""}${count}`;
  if (moved === null) return end;
  const day = since.startedAt.slice(0, 10);
  return moved.length === 0
    ? `${end}, since ${day}, and no version moved then`
    : `${end}, since ${moved.map(moveWords).join(", ")} (${day})`;
};
