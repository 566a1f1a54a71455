import type { Capture } from "../domain/capture.ts";
import type { Cell } from "../domain/cell.ts";
import type { CellEvidence } from "../domain/evidence.ts";
import type { ImplementationVersions } from "../domain/run-result.ts";
import { abortOf } from "../limits/abort-of.ts";
import { Eventual } from "../limits/eventual.ts";
import { type Conclusion, concluded, type Standard } from "./conclude.ts";
import type { Attempt, Experiments, ServerAt } from "./evidence/attempt.ts";
import { type MissingParts, missingPartOf } from "./missing-part-of.ts";
import type { Slot } from "./proof/run-cell.ts";
import type { Turn } from "./supervise/turns.ts";

export type Way = Readonly<{
  turn: Turn;
  /** The cell's turn has come; told again where it is tried again after a death. */
  started(): void;
  /** What is asked of the cell: of one that is tried for its outcome, an open cause stays open. */
  asked: "cause" | "outcome";
}>;

export type Stages = Readonly<{
  missingParts: MissingParts;
  standard: Standard;
  versions: Promise<readonly ImplementationVersions[]>;
  /** Waits for what the cell needs, then proves it inside its turn. */
  prove(cell: Cell, slot: Slot): Promise<Attempt>;
  /** Tries on a cell's server, which still serves there, what the evidence leaves open. */
  experiment(cell: Cell, serverAt: ServerAt, evidence: CellEvidence): Promise<Experiments>;
  /** Among the cells; experiments take theirs as those that compute. */
  turns: Readonly<Record<"computing" | "waiting", Turn>>;
  signal: AbortSignal;
}>;

/** The capture is null where nobody is going to look at it. */
export type Attempted = Conclusion & Readonly<{ capture: Capture | null }>;

/**
 * Takes a cell through every stage, from the proof to the verdict. Once the signal is aborted, what is left of the cells
 * is `not-run`.
 */
export const attemptCell = async (cell: Cell, way: Way, stages: Stages): Promise<Attempted> => {
  const clock = { begun: performance.now() };
  const attempt = await proven(cell, way, stages, clock);
  const elapsedMs = performance.now() - clock.begun;
  const versions = await stages.versions;
  const conclude = (seen: Attempt) => concluded(cell, seen, elapsedMs, versions, stages.standard);
  const first = await conclude(attempt);
  const isOpen = way.asked === "cause" && first.result.diagnosis?.determinable === false;
  const further = isOpen ? await experimented(cell, attempt, stages) : null;
  return {
    ...(further === null ? first : await conclude(further)),
    capture: attempt.kind === "tried" ? attempt.capture : null,
  };
};

/** @param clock - is set when the cell's turn comes. */
const proven = async (
  cell: Cell,
  { turn, started }: Way,
  { missingParts, prove, signal }: Stages,
  clock: { begun: number },
): Promise<Attempt> => {
  const missingPart = missingPartOf(cell, missingParts);
  if (missingPart !== null) {
    return {
      kind: "not-run",
      because: missingPart.because,
      reason: missingPart.reason,
      evidence: null,
    };
  }
  if (signal.aborted) return interrupted;
  const proving = prove(cell, (act) =>
    turn(async () => {
      if (signal.aborted) return interrupted;
      clock.begun = performance.now();
      started();
      return act();
    }),
  );
  return untilAborted(proving, interrupted, signal);
};

/** The attempt with what experiments add to its evidence; null where there is nothing to try, or the run has ended. */
const experimented = async (
  cell: Cell,
  attempt: Attempt,
  { turns, experiment, signal }: Stages,
): Promise<Attempt | null> => {
  if (attempt.kind !== "tried" || attempt.serverAt === null || signal.aborted) return null;
  const { serverAt, evidence } = attempt;
  const experiments = await untilAborted<Experiments | null>(
    turns.computing(async () => (signal.aborted ? null : experiment(cell, serverAt, evidence))),
    null,
    signal,
  );
  return experiments && { ...attempt, evidence: { ...evidence, ...experiments } };
};

/** What becomes of a cell once the run has been ended. */
export const interrupted: Attempt = {
  kind: "not-run",
  because: "interrupted",
  reason: "the run was ended before",
  evidence: null,
};

/**
 * What is tried, or `otherwise` as soon as the run is ended: what goes on then, or breaks while everything is being
 * ended, says nothing about a cell, nor about the runner.
 */
const untilAborted = async <T>(
  trying: Promise<T>,
  otherwise: T,
  signal: AbortSignal,
): Promise<T> => {
  const end = Eventual.first<T | "aborted">(Eventual.of(trying), abortOf(signal));
  try {
    const value = await end.within(longestMs, "a cell");
    return value === "aborted" || signal.aborted ? otherwise : value;
  } catch (error) {
    if (signal.aborted) return otherwise;
    throw error;
  }
};

/** The run's own bound comes before; a timer takes no more than 2^31 - 1 ms. */
const longestMs = 2 ** 31 - 1;
