import { headline } from "../domain/outcome.ts";
import type { CellResult } from "../domain/run-result.ts";

/** More surprises than this are no accident, and running them again would only take time. */
const mostAgain = 5;

/** The cells worth a second run alone: unexpected failures, if they are few. */
export const worthRunningAgain = (cells: readonly CellResult[]): readonly CellResult[] => {
  const surprises = cells.filter(
    ({ verdict, outcome }) =>
      verdict === "unexpected" && (outcome.kind === "failed" || outcome.kind === "timed-out"),
  );
  return surprises.length <= mostAgain ? surprises : [];
};

/**
 * A first run with what a second, alone, came to: `flaky` if they differ in outcome, phase or cause. Both
 * outcomes are kept.
 */
export const withSecondRun = (first: CellResult, second: CellResult): CellResult => {
  const same = gist(first) === gist(second) && leading(first) === leading(second);
  if (same) return { ...first, again: second.outcome };
  return {
    ...first,
    again: second.outcome,
    verdict: "flaky",
    verdictReason: `first ${headline(first.outcome)}; then, alone, ${headline(second.outcome)}`,
  };
};

const leading = ({ diagnosis }: CellResult) => diagnosis?.causes[0]?.code;

const gist = ({ outcome }: CellResult): string =>
  "phase" in outcome ? `${outcome.kind} ${outcome.phase}` : outcome.kind;
