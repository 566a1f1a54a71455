import type { Cause } from "../domain/cause.ts";
import { certaintyOf } from "../domain/doubt.ts";
import { headline } from "../domain/outcome.ts";
import type { CellResult } from "../domain/run-result.ts";
import { sideWords } from "../domain/side-words.ts";
import { unsupportedFact } from "./unsupported-fact.ts";

type End = Pick<CellResult, "outcome" | "diagnosis">;

/**
 * How a cell ended: its first cause with the side that it is on, and how sure it is where it is not certain; else the
 * outcome in one line. Of a violation it says which.
 */
export const endWords = (end: End): string => {
  const cause = end.diagnosis?.causes[0];
  return cause?.code === "specification-violated"
    ? `${shortWords(end)}: ${cause.sentence.replace(/\.$/, "")}`
    : shortWords(end);
};

const shortWords = ({ outcome, diagnosis }: End): string => {
  const cause = diagnosis?.causes[0];
  return cause ? causeWords(cause) : headline(outcome);
};

const causeWords = (cause: Cause): string => {
  const certainty = certaintyOf(cause, 0);
  const isRanked = certainty !== "certain" && cause.code !== "undiagnosed";
  return [
    `${cause.code}${isRanked ? ` (${certainty})` : ""}`,
    ...(cause.side ? [sideWords(cause.side)] : []),
  ].join(", ");
};

/** The same of a cell among others: with its behaviour, or what its stack does not support without the cell's own values. */
export const groupWords = (cell: CellResult): string => {
  const { outcome, diagnosis, behaviour } = cell;
  if (outcome.kind === "unsupported" && !diagnosis) {
    return headline({ ...outcome, reason: unsupportedFact(cell, outcome.reason) });
  }
  return outcome.kind === "failed" && outcome.phase === "behaviour"
    ? `${shortWords(cell)}, in ${behaviour}`
    : shortWords(cell);
};

/** Whether two ends are alike in all but their words, which name ports and times. */
export const sameEnd = (one: End, other: End): boolean =>
  JSON.stringify(partsOf(one)) === JSON.stringify(partsOf(other));

const partsOf = ({ outcome, diagnosis }: End): readonly unknown[] => {
  const cause = diagnosis?.causes[0];
  // What a library does against the specification is in the sentence alone, which names no port and no time.
  if (cause?.code === "specification-violated") return [cause.code, cause.side, cause.sentence];
  if (cause && cause.code !== "undiagnosed") return [cause.code, cause.side];
  return [outcome.kind, "phase" in outcome ? outcome.phase : null];
};
