import type { CellResult, RunResult } from "../domain/run-result.ts";

export const countsOf = (cells: readonly CellResult[]): RunResult["counts"] => {
  const of = (kind: CellResult["outcome"]["kind"]) =>
    cells.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    cells: cells.length,
    passed: of("passed"),
    failed: of("failed"),
    timedOut: of("timed-out"),
    unsupported: of("unsupported"),
    notRun: of("not-run"),
    unexpected: cells.filter(({ verdict }) => verdict !== "expected").length,
  };
};
