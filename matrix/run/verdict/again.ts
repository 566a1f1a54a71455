import type { Diagnosis } from "../../domain/cause.ts";
import { withDoubt } from "../../domain/doubt.ts";
import { headline } from "../../domain/outcome.ts";
import type { CellResult } from "../../domain/run-result.ts";

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
 * outcomes are kept, and no cause is decided.
 */
export const withSecondRun = (first: CellResult, second: CellResult): CellResult => {
  const same = gist(first) === gist(second) && leading(first) === leading(second);
  if (same) return { ...first, again: second.outcome };
  return {
    ...first,
    again: second.outcome,
    diagnosis: first.diagnosis && doubted(first.diagnosis),
    verdict: "flaky",
    verdictReason: `first ${headline(first.outcome)}; then, alone, ${headline(second.outcome)}`,
  };
};

/** What another run of the same cell contradicts is not decided. */
const doubted = (diagnosis: Diagnosis): Diagnosis => ({
  determinable: false,
  causes: diagnosis.causes.map((cause) =>
    withDoubt(cause, "a second run of the same cell ended otherwise"),
  ),
  nextCheck:
    diagnosis.nextCheck ?? "run the cell alone some times: it does not always end in this way",
});

const leading = ({ diagnosis }: CellResult) => diagnosis?.causes[0]?.code;

const gist = ({ outcome }: CellResult): string =>
  "phase" in outcome ? `${outcome.kind} ${outcome.phase}` : outcome.kind;
