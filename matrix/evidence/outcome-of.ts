import type { Outcome } from "../domain/outcome.ts";
import type { Attempt } from "./attempt.ts";
import { failurePhase } from "./failure-phase.ts";

/** What an attempt came to. The order is that of the phases: the first thing that broke counts. */
export const outcomeOf = (attempt: Attempt, labelDifferences: readonly string[]): Outcome => {
  switch (attempt.kind) {
    case "not-run":
      return { kind: "not-run", because: attempt.because, reason: attempt.reason };
    case "unsupported":
      return { kind: "unsupported", by: attempt.by, reason: attempt.reason };
    case "no-server":
      return { kind: "failed", phase: attempt.phase, reason: attempt.reason };
    case "tried":
      return outcomeOfTry(attempt, labelDifferences);
  }
};

const outcomeOfTry = (
  attempt: Extract<Attempt, { kind: "tried" }>,
  labelDifferences: readonly string[],
): Outcome => {
  const { steps, controls, evidence, deadlineMs } = attempt;
  const failed = steps.find((step) => !step.passed && step.name !== "shutdown");
  if (failed) {
    const phase = failurePhase(evidence);
    const calls = evidence.report?.steps.flatMap((step) => step.calls) ?? [];
    if (calls.some(({ status }) => status === "DEADLINE_EXCEEDED")) {
      return { kind: "timed-out", phase, limitMs: deadlineMs };
    }
    const error = evidence.report?.start?.error;
    return {
      kind: "failed",
      phase,
      reason: error?.message ?? `${failed.name}: ${failed.difference}`,
    };
  }
  if (labelDifferences.length > 0) {
    return { kind: "failed", phase: "control", reason: labelDifferences.join("; ") };
  }
  const control = controls.find(({ result }) => result !== "refused");
  if (control) {
    const { name, result, saw } = control;
    return { kind: "failed", phase: "control", reason: `${name} was ${result}: ${saw}` };
  }
  const shutdown = steps.find((step) => !step.passed);
  if (shutdown) {
    return { kind: "failed", phase: "shutdown", reason: `shutdown: ${shutdown.difference}` };
  }
  const left = evidence.server?.shared === false ? (evidence.server.exit?.left ?? []) : [];
  if (left.length > 0) {
    const names = left.map(({ pid, command }) => `${pid} (${command})`).join(", ");
    return { kind: "failed", phase: "shutdown", reason: `the server left processes: ${names}` };
  }
  return { kind: "passed" };
};
