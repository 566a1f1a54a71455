import { isDeadline } from "../../domain/grpc-status.ts";
import type { Outcome } from "../../domain/outcome.ts";
import type { Owed } from "../plan/owed.ts";
import type { Attempt } from "./attempt.ts";
import { failurePhase } from "./failure-phase.ts";
import { type Shortfall, shortfallOf } from "./shortfall.ts";

/**
 * What an attempt came to. The order is that of the phases: the first thing that broke counts. A try in which nothing
 * broke and something is missing is no pass, and the runner's own fault.
 */
export const outcomeOf = (
  attempt: Attempt,
  labelDifferences: readonly string[],
  owed: Owed,
): Outcome => {
  switch (attempt.kind) {
    case "not-run":
      return { kind: "not-run", because: attempt.because, reason: attempt.reason };
    case "unsupported":
      return { kind: "unsupported", by: attempt.by, reason: attempt.reason };
    case "no-server":
      return { kind: "failed", phase: attempt.phase, reason: attempt.reason };
    case "tried": {
      const shortfall = shortfallOf({ ...attempt, differences: labelDifferences }, owed);
      return shortfall === null ? atItsEnd(attempt) : fallenShort(attempt, shortfall);
    }
  }
};

type Try = Extract<Attempt, { kind: "tried" }>;

const fallenShort = ({ evidence, client, deadlineMs }: Try, shortfall: Shortfall): Outcome => {
  switch (shortfall.kind) {
    case "step": {
      const { name, difference } = shortfall.step;
      if (name === "behaviour" && evidence.behaviour) {
        return { kind: "failed", phase: "behaviour", reason: `${difference}` };
      }
      const phase = failurePhase(evidence);
      const calls = evidence.report?.steps.flatMap((step) => step.calls) ?? [];
      const isLate =
        client === "overdue" ||
        calls.some(({ status, message, chain }) => isDeadline(status, [message, ...chain]));
      if (isLate) {
        return { kind: "timed-out", phase, limitMs: deadlineMs };
      }
      const error = evidence.report?.start?.error;
      return { kind: "failed", phase, reason: error?.message ?? `${name}: ${difference}` };
    }
    case "label":
      return { kind: "failed", phase: "control", reason: shortfall.differences.join("; ") };
    case "control": {
      const { name, result, saw } = shortfall.control;
      return { kind: "failed", phase: "control", reason: `${name} was ${result}: ${saw}` };
    }
    case "shutdown":
      return {
        kind: "failed",
        phase: "shutdown",
        reason: `shutdown: ${shortfall.step.difference}`,
      };
    case "missing":
      return {
        kind: "not-run",
        because: "harness-fault",
        reason: `nothing failed, and the proof is without ${shortfall.part}`,
      };
  }
};

/** Of a try whose proof is whole. */
const atItsEnd = ({ evidence: { server } }: Try): Outcome => {
  const left = server?.shared === false ? (server.exit?.left ?? []) : [];
  if (left.length === 0) return { kind: "passed" };
  const names = left.map(({ pid, command }) => `${pid} (${command})`).join(", ");
  return { kind: "failed", phase: "shutdown", reason: `the server left processes: ${names}` };
};
