import type { CellResult } from "../../domain/run-result.ts";
import { sameEnd } from "../cell-end.ts";
import type { CellPair } from "./aligned.ts";
import type { Slower } from "./slower.ts";

/** What became of a cell, in the order in which it is told. */
export const changeKinds = [
  /** It passed, and fails or is unsupported now. */
  "broke",
  /** It fails in another way, or for another cause. */
  "cause changed",
  /** It ends as before, and that is no longer expected. */
  "new surprise",
  /** It was run, and was not run now. */
  "not run now",
  "mended",
  "slower",
  "appeared",
  "vanished",
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Of a cell that is in both runs, whatever its time. */
type PairKind = Exclude<ChangeKind, "slower" | "appeared" | "vanished">;

export type Change = Readonly<
  | ({ kind: PairKind } & CellPair)
  | ({ kind: "slower" } & Slower)
  | { kind: "appeared"; after: CellResult }
  | { kind: "vanished"; before: CellResult }
>;

/** What became of a cell that was run before; null where it ends as it did. */
export const changeOf = (pair: CellPair): Change | null => {
  const kind = kindOf(pair);
  return kind === null ? null : { kind, ...pair };
};

const kindOf = ({ before, after }: CellPair): PairKind | null => {
  const [passed, passesNow] = [before, after].map(({ outcome }) => outcome.kind === "passed");
  if (after.outcome.kind === "not-run") return "not run now";
  if (passed && !passesNow) return "broke";
  if (!passed && passesNow) return "mended";
  if (!sameEnd(before, after)) return "cause changed";
  return isNewSurprise({ before, after }) ? "new surprise" : null;
};

/**
 * Whether a change makes the exit code 1: a cell that passed and does not, or one that ends in a way that is not
 * expected and was before. A mended cell is none, whatever the expectations say of it; nor is time, which one run each
 * does not prove.
 */
export const isRegression = (change: Change): boolean => {
  switch (change.kind) {
    case "broke":
    case "new surprise":
      return true;
    case "cause changed":
    case "not run now":
      return isNewSurprise(change);
    case "mended":
    case "slower":
    case "appeared":
    case "vanished":
      return false;
  }
};

const isNewSurprise = ({ before, after }: CellPair): boolean =>
  before.verdict === "expected" && after.verdict !== "expected";

/** Whether the cell is in both runs and ends otherwise: neither time nor what was selected. */
export const isCellChange = ({ kind }: Change): boolean =>
  kind !== "slower" && kind !== "appeared" && kind !== "vanished";
