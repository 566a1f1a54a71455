import type { CellResult, RunResult } from "../../domain/run-result.ts";
import { isRegression } from "./changes.ts";
import type { Comparison } from "./compare-runs.ts";
import { comparisonHeadline } from "./comparison-headline.ts";

/** A comparison for programs: of each cell how it ended, with its diagnosis; all else of it is in the two results. */
export const comparisonJson = (comparison: Comparison) => {
  const { before, after, moves, changes, regressions, compared, restriction } = comparison;
  return {
    headline: comparisonHeadline(comparison),
    regressions,
    before: runOf(before),
    after: runOf(after),
    compared: compared.length,
    restriction,
    moves,
    changes: changes.map((change) => ({
      kind: change.kind,
      effect: isRegression(change) ? "regression" : "news",
      cell: "after" in change ? change.after.id : change.before.id,
      before: "before" in change ? endOf(change.before) : null,
      after: "after" in change ? endOf(change.after) : null,
    })),
  };
};

const runOf = ({ runId, preset, startedAt }: RunResult) => ({ runId, preset, startedAt });

const endOf = ({ id, outcome, verdict, diagnosis, elapsedMs, programs }: CellResult) => ({
  id,
  outcome,
  verdict,
  diagnosis,
  elapsedMs,
  programs,
});
