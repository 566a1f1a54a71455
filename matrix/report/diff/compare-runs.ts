import type { CellResult, RunResult } from "../../domain/run-result.ts";
import { alignedRuns, type CellPair } from "./aligned.ts";
import { type Change, type ChangeKind, changeKinds, changeOf, isRegression } from "./changes.ts";
import { type Move, movesBetween } from "./moves.ts";
import { slowerCells } from "./slower.ts";

export type Comparison = Readonly<{
  before: RunResult;
  after: RunResult;
  /** Those that explain a flipped cell first. */
  moves: readonly Move[];
  /** In the order of their kinds. */
  changes: readonly Change[];
  /** Changes for which the exit code is 1. */
  regressions: number;
  /** Cells that were run in both, as the later run has them. */
  compared: readonly CellResult[];
  /** Why not every cell of both runs is compared, in one line; null where each is. */
  restriction: string | null;
}>;

/** What is not the same in two runs: versions, then cells. A cell that one of them did not run is not compared. */
export const compareRuns = (before: RunResult, after: RunResult): Comparison => {
  const { cells, ends, appeared, vanished } = alignedRuns(before, after);
  const ran = cells.filter((pair) => pair.before.outcome.kind !== "not-run" && !isCutOff(pair));
  const changes: readonly Change[] = [
    ...ran.flatMap((pair) => changeOf(pair) ?? []),
    ...slowerCells(before, after, ran).map((pair) => ({ kind: "slower", ...pair }) as const),
    ...appeared.map((cell) => ({ kind: "appeared", after: cell }) as const),
    ...vanished.map((cell) => ({ kind: "vanished", before: cell }) as const),
  ];
  const flipped = changes.filter(({ kind }) => kind === "broke" || kind === "mended");
  const concerned = new Set(
    flipped.flatMap((change) =>
      "after" in change ? [change.after.client, change.after.server] : [],
    ),
  );
  return {
    before,
    after,
    moves: movesBetween(before, after, ends, concerned),
    changes: changes.toSorted((a, b) => rank(a.kind) - rank(b.kind)),
    regressions: changes.filter(isRegression).length,
    compared: ran.map((pair) => pair.after),
    restriction: restrictionOf(before, after, ran.length),
  };
};

/** Ids, in the later run, of cells for which the exit code is 1; empty without a comparison. */
export const regressedIn = (comparison: Comparison | null): ReadonlySet<string> =>
  new Set(
    (comparison?.changes ?? [])
      .filter(isRegression)
      .flatMap((change) => ("after" in change ? [change.after.id] : [])),
  );

const rank = (kind: ChangeKind): number => changeKinds.indexOf(kind);

/** Left undone when the later run was interrupted. */
const isCutOff = ({ after: { outcome } }: CellPair): boolean =>
  outcome.kind === "not-run" && outcome.because === "interrupted";

const restrictionOf = (before: RunResult, after: RunResult, compared: number): string | null => {
  const reasons = [
    before.preset === after.preset
      ? null
      : `the presets differ (${before.preset}, then ${after.preset})`,
    before.interrupted ? "the earlier run was interrupted" : null,
    after.interrupted ? "the later run was interrupted" : null,
  ].filter((reason) => reason !== null);
  const [earlier, later] = [before.cells.length, after.cells.length];
  if (reasons.length === 0 && compared === earlier && compared === later) return null;
  const why = reasons.length === 0 ? "" : `; ${reasons.join(", ")}`;
  const cells = compared === 1 ? "1 cell" : `${compared} cells`;
  return `compared: ${cells} that both runs have (of ${earlier}, then ${later})${why}`;
};
