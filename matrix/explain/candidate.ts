import type { CauseCode, Side } from "../domain/cause.ts";
import type { Utterance } from "./utterance.ts";

export type Candidate = Readonly<{
  code: CauseCode;
  side: Side | null;
  /** The text admits no other cause. */
  decided: boolean;
  /** As in a cause. */
  doubt: string | null;
}>;

/**
 * How near a text comes to a cause. `root`: it names one, or few. `end`: a connection ended, or time ran
 * out, for many reasons. `wrapper`: something failed.
 */
export type Depth = "root" | "end" | "wrapper";

/** What a text can come from, the most frequent first. */
export type Reading = Readonly<{ depth: Depth; candidates: readonly Candidate[] }>;

/** A cause with whose side it is, as seen from an utterance. */
export type Sided = readonly [code: CauseCode, side: Side | null];

export const decidedAs = (
  code: CauseCode,
  side: Side | null,
  others: readonly Sided[] = [],
): Reading => ({
  depth: "root",
  candidates: [{ code, side, decided: true, doubt: null }, ...open(others)],
});

export const oneOf = (depth: Depth, sided: readonly Sided[]): Reading => ({
  depth,
  candidates: open(sided),
});

const open = (sided: readonly Sided[]): readonly Candidate[] =>
  sided.map(([code, side]) => ({ code, side, decided: false, doubt: null }));

/** Of a text that another role would mean otherwise. */
export const byActing = (
  { acting }: Utterance,
  meanings: Readonly<{ client: Reading; server: Reading; unknown: Reading }>,
): Reading => meanings[acting ?? "unknown"];
