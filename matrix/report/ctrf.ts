import type { CellResult, RunResult } from "../domain/run-result.ts";
import { type Comparison, regressedIn } from "./diff/compare-runs.ts";
import { jsonText } from "./format/json.ts";
import { pairOf } from "./grid.ts";
import { type CaseOutcome, caseOutcome } from "./junit/case-outcome.ts";

/**
 * A run as a report in the Common Test Report Format (https://ctrf.io, schema 0.0), a test for each cell: the same verdicts as
 * in {@link junit}, with known failures as skipped tests and what could not be run as `other`.
 *
 * @param comparison - with a baseline, what passed in it and does not now has failed, known or not.
 */
export const ctrf = (result: RunResult, comparison: Comparison | null): string => {
  const regressed = regressedIn(comparison);
  const baseline = comparison?.before.runId ?? null;
  const tests = result.cells.map((cell) =>
    testOf(cell, caseOutcome(cell, regressed.has(cell.id) ? baseline : null)),
  );
  const countOf = (status: Status) => tests.filter((test) => test.status === status).length;
  const start = Date.parse(result.startedAt);
  const elapsedMs = Math.round(result.elapsedMs);
  return `${jsonText({
    reportFormat: "CTRF",
    specVersion: "0.0.0",
    timestamp: result.startedAt,
    generatedBy: "handshake-matrix",
    results: {
      tool: { name: "handshake-matrix", version: result.orchestrator.version },
      summary: {
        tests: tests.length,
        passed: countOf("passed"),
        failed: countOf("failed"),
        skipped: countOf("skipped"),
        pending: 0,
        other: countOf("other"),
        flaky: tests.filter(({ flaky }) => flaky).length,
        start,
        stop: start + elapsedMs,
        duration: elapsedMs,
      },
      tests,
      environment: {
        reportName: `handshake-matrix ${result.preset}`,
        buildId: result.runId,
        osPlatform: result.machine.platform,
        extra: {
          versions: Object.fromEntries(
            result.implementations.map(({ id, stack, runtime, tls }) => [
              id,
              [...stack, runtime, tls].map(({ name, version }) => `${name} ${version}`),
            ]),
          ),
        },
      },
    },
  })}\n`;
};

type Status = "passed" | "failed" | "skipped" | "other";

const statuses = {
  passed: "passed",
  failure: "failed",
  skipped: "skipped",
  error: "other",
} as const satisfies Record<CaseOutcome["kind"], Status>;

const testOf = (cell: CellResult, outcome: CaseOutcome) => ({
  name: cell.id,
  status: statuses[outcome.kind] as Status,
  duration: Math.round(cell.elapsedMs),
  suite: [pairOf(cell)],
  rawStatus: cell.outcome.kind,
  flaky: cell.verdict === "flaky",
  ...(outcome.kind === "passed"
    ? {}
    : { type: outcome.type, message: outcome.message, trace: outcome.text }),
});
