/**
 * One run, from plan to result. Data goes one way:
 * plan → pki → supervise → proof → observe/wire → evidence → diagnose → verdict → report.
 */

import type { Capture } from "../domain/capture.ts";
import type { Cell } from "../domain/cell.ts";
import type { CellEvidence } from "../domain/evidence.ts";
import type { Description } from "../domain/prove.ts";
import type { CellResult, ImplementationVersions } from "../domain/run-result.ts";
import type { ThirdParties } from "../domain/third-party.ts";
import { attemptCell, interrupted, type Stages, type Way } from "./attempt-cell.ts";
import { concluded, type Standard } from "./conclude.ts";
import { type Describable, describedImplementations } from "./described-implementations.ts";
import type { Attempt } from "./evidence/attempt.ts";
import { keptResults } from "./kept-results.ts";
import { type MissingParts, missingPartOf } from "./missing-part-of.ts";
import { isLaunched } from "./plan/launched.ts";
import { partsOf, processesAtOnce } from "./plan/parts.ts";
import { type Plan, planCells } from "./plan/plan.ts";
import { beyondThirdParty } from "./plan/third-parties.ts";
import { runBoundMs } from "./plan/time-bound.ts";
import { inOrderOfStart, mostlyWaits } from "./plan/waiting.ts";
import { experimentsOn } from "./proof/experiments.ts";
import { cellRunner } from "./proof/run-cell.ts";
import { startLimitMs } from "./proof/start-limit.ts";
import { openTestbed, type Recorded, type Testbed } from "./proof/testbed.ts";
import { changedSince } from "./supervise/program.ts";
import { turns } from "./supervise/turns.ts";
import { HarnessFault, overdueMs } from "./supervise/worker.ts";
import { withSecondRun, worthRunningAgain } from "./verdict/again.ts";
import { withKnownContrast, withTriedContrast, worthContrasting } from "./verdict/contrasted.ts";

export type RunOptions = Describable &
  MissingParts &
  Omit<Standard, "proof"> &
  Readonly<{
    /** Those of the plan that are still to be run. */
    cells: readonly Cell[];
    launcher: readonly string[];
    /** Cells at once. */
    jobs: number;
    /** Memory that clients and servers can take, in bytes. */
    freeBytes: number;
    debug: boolean;
    recorded: Recorded;
    /** Ends the run: cells that have not begun are `not-run`. */
    signal: AbortSignal;
  }>;

export type RunEvents = Readonly<{
  started(cell: Cell): void;
  /** A cell is done; its evidence is null where nothing was tried. */
  finished(result: CellResult, evidence: CellEvidence | null, capture: Capture | null): void;
  /** An unexpected failure was run again alone. */
  ranAgain(result: CellResult): void;
  /** Neighbours of a failing cell were run to contrast it. */
  contrasted(result: CellResult): void;
  /** Something that the user should hear of at once, one sentence. */
  note(sentence: string): void;
  /** A program was changed while the run went on: what its cell showed counts for nothing. */
  withdrawn(result: CellResult): void;
}>;

export type Run = Readonly<{
  cells: readonly CellResult[];
  implementations: readonly ImplementationVersions[];
  /** `overdue`: it took longer than its plan can. */
  ended: "whole" | "interrupted" | "overdue";
}>;

/** Runs the plan. Rejects only for a fault of the orchestrator itself; everything is ended before. */
export const runMatrix = async (asked: RunOptions, events: RunEvents): Promise<Run> => {
  const boundMs = runBoundMs(asked.plan, asked.jobs, { start: startLimitMs, overdue: overdueMs });
  const signal = AbortSignal.any([asked.signal, AbortSignal.timeout(boundMs)]);
  const options = { ...asked, signal };
  const ended = () => (asked.signal.aborted ? "interrupted" : signal.aborted ? "overdue" : "whole");
  const parts = partsFor(options, events);
  const testbed = await testbedFor(options, parts, events);
  if (testbed === null) return { ...(await undone(options, events)), ended: ended() };
  const end = () => void testbed.close();
  signal.addEventListener("abort", end);
  if (signal.aborted) end();
  try {
    const runner = cellRunner(testbed, options.plan.proof);
    const stagesWith = (versions: Stages["versions"]): Stages => ({
      ...judging(options),
      versions,
      prove: runner.run,
      experiment: (cell, serverAt, evidence) => experimentsOn(testbed, cell, serverAt, evidence),
      turns: turns(options.jobs),
    });
    const described: ImplementationVersions[] = [];
    const first: CellResult[] = [];
    const kept = keptResults();
    const versionsOf = async (plan: Plan): Promise<readonly ImplementationVersions[]> => {
      const known = new Set(described.map(({ id }) => id));
      const implementations = options.implementations.filter(({ id }) => !known.has(id));
      const own = { ...options, plan, implementations };
      described.push(...(await describedImplementations(own, (id) => answered(testbed, id))));
      return described;
    };
    for (const [at, part] of parts.entries()) {
      if (at > 0) await testbed.turnTo(runnablePart(part, options));
      const versions = versionsOf(part);
      first.push(...(await firstRuns(part.cells, stagesWith(versions), kept, events)));
    }
    // A run that goes on has cells that were run before.
    await versionsOf(options.plan);
    const stages = stagesWith(Promise.resolve(described));
    const cells = await secondRuns(first, stages, events);
    const { thirdParties } = options.plan.proof;
    const contrasted = await contrasts(cells, thirdParties, stages, events);
    return {
      cells: await unchanged(contrasted, options, described, events),
      implementations: described,
      ended: ended(),
    };
  } finally {
    signal.removeEventListener("abort", end);
    await testbed.close();
  }
};

/** The cells of a run, cut so that memory holds the processes of each part. */
const partsFor = ({ plan, cells, freeBytes }: RunOptions, events: RunEvents): readonly Plan[] => {
  const most = processesAtOnce(freeBytes);
  const parts = partsOf(planCells(plan.preset, plan.proof, cells, plan.routes), most);
  if (parts.length > 1) {
    events.note(
      `the cells run in ${parts.length} parts, one after the other: memory that is free holds ${most} clients and servers`,
    );
  }
  return parts;
};

/** The same without cells that this machine cannot run, whose processes are not to be started. */
const runnablePart = (part: Plan, options: RunOptions): Plan => {
  const runnable = part.cells.filter((cell) => missingPartOf(cell, options) === null);
  return planCells(part.preset, part.proof, runnable, part.routes);
};

/** Everything that the cells need which this machine can run; null if the run was ended meanwhile. */
const testbedFor = async (
  options: RunOptions,
  [first]: readonly Plan[],
  events: RunEvents,
): Promise<Testbed | null> => {
  const { plan, routes, signal } = options;
  const routeVersions = new Map(
    [...routes].map(([name, state]) => [name, state.kind === "found" ? state.version : null]),
  );
  const whole = planCells(plan.preset, plan.proof, options.cells, plan.routes);
  return openTestbed({
    ...options,
    plan: runnablePart(whole, options),
    ...(first && { first: runnablePart(first, options) }),
    routeVersions,
    note: events.note,
  }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
    return null;
  });
};

const judging = ({ plan, ...options }: RunOptions) => ({
  missingParts: options,
  standard: { ...options, proof: plan.proof },
  signal: options.signal,
});

/**
 * Cells that wait for their server or their turn at once, so that each server is started while others' cells run. A cell
 * that waits takes some ten kilobytes.
 */
const mostWaiting = 256;

const firstRuns = async (
  cells: readonly Cell[],
  stages: Stages,
  kept: ReturnType<typeof keptResults>,
  events: RunEvents,
): Promise<readonly CellResult[]> => {
  const results = new Map<Cell, CellResult>();
  const { thirdParties } = stages.standard.proof;
  const rest = eachOnce(inOrderOfStart(cells, (cell) => isLaunched(cell, thirdParties)));
  const untilNoneIsLeft = async () => {
    for (const cell of rest) {
      const turn = stages.turns[mostlyWaits(cell) ? "waiting" : "computing"];
      const { result, evidence, capture } = await attemptCell(
        cell,
        { turn, started: () => events.started(cell), asked: "cause" },
        stages,
      );
      events.finished(result, evidence, capture);
      results.set(cell, kept(result));
    }
  };
  await Promise.all(Array.from({ length: mostWaiting }, untilNoneIsLeft));
  return cells.flatMap((cell) => results.get(cell) ?? []);
};

/** Nothing is beside the cell but the processes that still run: there is nobody to wait for. */
const alone: Omit<Way, "asked"> = { turn: (act) => act(), started: () => {} };

/** For several that take from it: one that throws ends it for all. */
function* eachOnce<T>(values: readonly T[]): Generator<T> {
  yield* values;
}

/** The cells, and of each surprise both of its ends. */
const secondRuns = async (
  first: readonly CellResult[],
  stages: Stages,
  events: RunEvents,
): Promise<readonly CellResult[]> => {
  const second = new Map<string, CellResult>();
  for (const before of worthRunningAgain(first)) {
    const { result } = await attemptCell(before, { ...alone, asked: "cause" }, stages);
    if (stages.signal.aborted) break;
    const both = withSecondRun(before, result);
    second.set(before.id, both);
    events.ranAgain(both);
  }
  return first.map((cell) => second.get(cell.id) ?? cell);
};

/** The cells, and of each failure what becomes of its neighbours. */
const contrasts = async (
  cells: readonly CellResult[],
  thirdParties: ThirdParties,
  stages: Stages,
  events: RunEvents,
): Promise<readonly CellResult[]> => {
  const contrasted = new Map(withKnownContrast(cells).map((cell) => [cell.id, cell]));
  for (const { cell, neighbours } of worthContrasting(cells)) {
    const tried: CellResult[] = [];
    const possible = neighbours.filter((one) => beyondThirdParty(one, thirdParties) === null);
    for (const neighbour of possible) {
      if (stages.signal.aborted) break;
      const { result } = await attemptCell(neighbour, { ...alone, asked: "outcome" }, stages);
      tried.push(result);
    }
    if (tried.length === 0) continue;
    const both = withTriedContrast(contrasted.get(cell.id) ?? cell, tried);
    contrasted.set(cell.id, both);
    events.contrasted(both);
  }
  return cells.map((cell) => contrasted.get(cell.id) ?? cell);
};

/** The cells, without those whose programs were changed while the run went on. */
const unchanged = async (
  cells: readonly CellResult[],
  options: RunOptions,
  versions: readonly ImplementationVersions[],
  events: RunEvents,
): Promise<readonly CellResult[]> => {
  const changed = changedSince(options.programs);
  const judgedAnew = async (cell: CellResult): Promise<CellResult> => {
    const reason = changed.get(cell.client) ?? changed.get(cell.server);
    if (reason === undefined || cell.outcome.kind === "not-run") return cell;
    const attempt: Attempt = {
      kind: "not-run",
      because: "harness-fault",
      reason,
      evidence: null,
    };
    const { standard } = judging(options);
    const { result } = await concluded(cell, attempt, cell.elapsedMs, versions, standard);
    events.withdrawn(result);
    return result;
  };
  return Promise.all(cells.map(judgedAnew));
};

/** What is said of a run that was ended before anything could be started. */
const undone = async (
  options: RunOptions,
  events: RunEvents,
): Promise<Pick<Run, "cells" | "implementations">> => {
  const versions = describedImplementations(options, async () => undefined);
  const stages: Stages = { ...judging(options), ...nothingOpen, versions, turns: turns(1) };
  const cells = await firstRuns(options.cells, stages, keptResults(), events);
  return { cells, implementations: await versions };
};

/** No cell of a run that has ended gets as far. */
const nothingOpen: Pick<Stages, "prove" | "experiment"> = {
  prove: async () => interrupted,
  experiment: async () => ({ trials: [], verification: null }),
};

/** @returns undefined where the client does not live to say it. */
const answered = async (testbed: Testbed, id: string): Promise<Description | undefined> => {
  try {
    return (await testbed.clients.shared(id)).description;
  } catch (error) {
    if (!(error instanceof HarnessFault)) throw error;
    return undefined;
  }
};
