import { headline } from "../domain/outcome.ts";
import type { CellResult } from "../domain/run-result.ts";

type End = Pick<CellResult, "outcome" | "diagnosis">;

/** How a cell ended: its first cause and the side at fault where there is one, else the outcome in one line. */
export const endWords = ({ outcome, diagnosis }: End): string => {
  const cause = diagnosis?.causes[0];
  if (cause) return `${cause.code}${cause.side ? `, at fault: ${cause.side}` : ""}`;
  return headline(outcome);
};

/** Whether two ends are alike in all but their words, which name ports and times. */
export const sameEnd = (one: End, other: End): boolean =>
  JSON.stringify(partsOf(one)) === JSON.stringify(partsOf(other));

const partsOf = ({ outcome, diagnosis }: End): readonly unknown[] => {
  const cause = diagnosis?.causes[0];
  if (cause && cause.code !== "undiagnosed") return [cause.code, cause.side];
  return [outcome.kind, "phase" in outcome ? outcome.phase : null];
};
