/**
 * One run, from plan to result. Data goes one way:
 * plan → pki → supervise → proof → observe/wire → evidence → diagnose → verdict → report.
 */

import { diagnose } from "./diagnose/diagnose.ts";
import type { Capture } from "./domain/capture.ts";
import type { Diagnosis } from "./domain/cause.ts";
import type { Cell } from "./domain/cell.ts";
import type { CellEvidence } from "./domain/evidence.ts";
import type { Hole, Implementation } from "./domain/implementation.ts";
import type { Outcome } from "./domain/outcome.ts";
import type { Description } from "./domain/prove.ts";
import type { CellResult, ImplementationVersions, Programs } from "./domain/run-result.ts";
import type { Attempt, Experiments } from "./evidence/attempt.ts";
import {
  labelDifferences,
  nothingObserved,
  observedProperties,
} from "./evidence/observed-properties.ts";
import { outcomeOf } from "./evidence/outcome-of.ts";
import { abortOf } from "./limits/abort-of.ts";
import { Eventual } from "./limits/eventual.ts";
import { owedBy } from "./plan/owed.ts";
import { type Plan, planCells } from "./plan/plan.ts";
import { runBoundMs } from "./plan/time-bound.ts";
import { type Lab, openLab, type Recorded } from "./proof/lab.ts";
import { cellRunner } from "./proof/run-cell.ts";
import { startLimitMs } from "./proof/start-limit.ts";
import type { RouteState } from "./route/prepare-routes.ts";
import { changedSince, type Program } from "./supervise/program.ts";
import { slots } from "./supervise/slots.ts";
import { HarnessFault, overdueMs } from "./supervise/worker.ts";
import { withSecondRun, worthRunningAgain } from "./verdict/again.ts";
import { withKnownContrast, withTriedContrast, worthContrasting } from "./verdict/contrasted.ts";
import { type Expectation, expectationFor } from "./verdict/expectations.ts";
import { judge } from "./verdict/verdict.ts";

export type RunOptions = Readonly<{
  plan: Plan;
  /** Those of the plan that are still to be run. */
  cells: readonly Cell[];
  implementations: readonly Implementation[];
  /** Implementations that cannot run on this machine, and why. */
  missing: ReadonlyMap<string, Hole>;
  /** What runs of each implementation that can. */
  programs: ReadonlyMap<string, Program>;
  /** What a language's client said of its stack before the run; it may not live to say it again. */
  descriptions: ReadonlyMap<string, Description>;
  /** Of the plan's routes, whether their programs are there. */
  routes: ReadonlyMap<string, RouteState>;
  expectations: readonly Expectation[];
  launcher: readonly string[];
  /** Cells at once. */
  jobs: number;
  debug: boolean;
  recorded: Recorded;
  missingToolchains: "unexpected" | "allowed";
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
  const { plan } = asked;
  const boundMs = runBoundMs(plan, asked.jobs, { start: startLimitMs, overdue: overdueMs });
  const signal = AbortSignal.any([asked.signal, AbortSignal.timeout(boundMs)]);
  const options = { ...asked, signal };
  const runnable = options.cells.filter((cell) => holeOf(cell, options) === null);
  const runnablePlan = planCells(plan.preset, plan.proof, runnable, plan.routes);
  const routeVersions = new Map(
    [...options.routes].map(([name, state]) => [
      name,
      state.kind === "found" ? state.version : null,
    ]),
  );
  const lab = await openLab({
    ...options,
    plan: runnablePlan,
    routeVersions,
    note: events.note,
  }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
    return null;
  });
  const ended = () => (asked.signal.aborted ? "interrupted" : signal.aborted ? "overdue" : "whole");
  if (lab === null) return { ...(await undone(options, events)), ended: ended() };
  const end = () => void lab.close();
  signal.addEventListener("abort", end);
  if (signal.aborted) end();
  try {
    const versions = describeAll(options, (id) => answered(lab, id));
    const runner = cellRunner(lab, plan.proof);
    const slot = slots(options.jobs);
    const runOne = async (cell: Cell): Promise<CellResult> => {
      let begun = performance.now();
      const attempt = await attemptCell(cell, options, () =>
        runner.run(cell, (act) =>
          slot(() => {
            if (signal.aborted) return Promise.resolve(interrupted);
            begun = performance.now();
            events.started(cell);
            return act();
          }),
        ),
      );
      const elapsedMs = performance.now() - begun;
      const { result, evidence } = await decided(
        cell,
        attempt,
        elapsedMs,
        options,
        await versions,
        slot,
      );
      events.finished(result, evidence, attempt.kind === "tried" ? attempt.capture : null);
      return result;
    };
    const first = await Promise.all(options.cells.map(runOne));
    const second = new Map<string, CellResult>();
    // One after the other, each alone with the processes that still run.
    for (const before of worthRunningAgain(first)) {
      const begun = performance.now();
      const attempt = await attemptCell(before, options, () => runner.run(before, (act) => act()));
      if (signal.aborted) break;
      const elapsedMs = performance.now() - begun;
      const { result } = await decided(before, attempt, elapsedMs, options, await versions, slot);
      const both = withSecondRun(before, result);
      second.set(before.id, both);
      events.ranAgain(both);
    }
    const cells = first.map((cell) => second.get(cell.id) ?? cell);
    const contrasted = new Map<string, CellResult>();
    for (const cell of withKnownContrast(cells)) contrasted.set(cell.id, cell);
    for (const { cell, neighbours } of worthContrasting(cells)) {
      const tried: CellResult[] = [];
      for (const neighbour of neighbours) {
        if (signal.aborted) break;
        const attempt = await attemptCell(neighbour, options, () =>
          runner.run(neighbour, (act) => act()),
        );
        tried.push(concluded(neighbour, attempt, 0, options, await versions).result);
      }
      const both = withTriedContrast(cell, tried);
      contrasted.set(cell.id, both);
      events.contrasted(both);
    }
    const known = await versions;
    const changed = changedSince(options.programs);
    return {
      cells: cells.map((cell) => {
        const last = contrasted.get(cell.id) ?? cell;
        const change = changed.get(cell.client) ?? changed.get(cell.server);
        if (change === undefined || last.outcome.kind === "not-run") return last;
        const attempt: Attempt = {
          kind: "not-run",
          because: "harness-fault",
          reason: change,
          evidence: null,
        };
        const withdrawn = concluded(cell, attempt, cell.elapsedMs, options, known).result;
        events.withdrawn(withdrawn);
        return withdrawn;
      }),
      implementations: known,
      ended: ended(),
    };
  } finally {
    signal.removeEventListener("abort", end);
    await lab.close();
  }
};

/** What is said of a run that was ended before anything could be started. */
const undone = async (
  options: RunOptions,
  events: RunEvents,
): Promise<Pick<Run, "cells" | "implementations">> => {
  const implementations = await describeAll(options, async () => undefined);
  const cells: CellResult[] = [];
  for (const cell of options.cells) {
    const attempt = await attemptCell(cell, options, async () => interrupted);
    const { result } = concluded(cell, attempt, 0, options, implementations);
    events.finished(result, null, null);
    cells.push(result);
  }
  return { cells, implementations };
};

const interrupted: Attempt = {
  kind: "not-run",
  because: "interrupted",
  reason: "the run was ended before",
  evidence: null,
};

/** What of a cell cannot run on this machine, and why; null where all of it can. */
const holeOf = (cell: Cell, { missing, routes }: RunOptions): Omit<Hole, "as"> | null => {
  const client = missing.get(cell.client);
  if (client) return client;
  const server = missing.get(cell.server);
  if (server?.as === "either") return server;
  const state = routes.get(cell.route);
  return state?.kind === "absent" ? { because: "toolchain-missing", reason: state.reason } : null;
};

const attemptCell = async (
  cell: Cell,
  options: RunOptions,
  run: () => Promise<Attempt>,
): Promise<Attempt> => {
  const { signal } = options;
  const hole = holeOf(cell, options);
  if (hole !== null)
    return { kind: "not-run", because: hole.because, reason: hole.reason, evidence: null };
  if (signal.aborted) return interrupted;
  return untilAborted(run(), interrupted, signal);
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
  const aborted = abortOf(signal).map(() => otherwise);
  try {
    const value = await Eventual.first(Eventual.of(trying), aborted).within(longestMs, "a cell");
    return signal.aborted ? otherwise : value;
  } catch (error) {
    if (signal.aborted) return otherwise;
    throw error;
  }
};

/** The run's own bound comes before; a timer takes no more than 2^31 - 1 ms. */
const longestMs = 2 ** 31 - 1;

/** As {@link concluded}, with experiments, in a slot as cells are, where what was seen decides nothing. */
const decided = async (
  cell: Cell,
  attempt: Attempt,
  elapsedMs: number,
  options: RunOptions,
  versions: readonly ImplementationVersions[],
  slot: ReturnType<typeof slots>,
): Promise<Conclusion> => {
  const first = concluded(cell, attempt, elapsedMs, options, versions);
  const open = first.result.diagnosis?.determinable === false;
  if (!open || attempt.kind !== "tried" || !attempt.experiments || options.signal.aborted) {
    return first;
  }
  const { experiments: act } = attempt;
  const experiments = await untilAborted<Experiments | null>(
    slot(async () => (options.signal.aborted ? null : act())),
    null,
    options.signal,
  );
  if (!experiments) return first;
  const evidence = { ...attempt.evidence, ...experiments };
  return concluded(cell, { ...attempt, evidence }, elapsedMs, options, versions);
};

type Conclusion = Readonly<{ result: CellResult; evidence: CellEvidence | null }>;

/** From what was seen to what it means: evidence, outcome, causes, verdict. */
const concluded = (
  cell: Cell,
  attempt: Attempt,
  elapsedMs: number,
  options: RunOptions,
  versions: readonly ImplementationVersions[],
): Conclusion => {
  const tried = attempt.kind === "tried" ? attempt : null;
  const evidence = attempt.kind === "unsupported" ? null : attempt.evidence;
  const observed = tried ? observedProperties(tried.evidence, tried.seen) : nothingObserved;
  const differences = tried ? labelDifferences(cell, observed) : [];
  const owed = owedBy(cell.mode, options.plan.proof.steps);
  const outcome = outcomeOf(attempt, differences, owed);
  // What shows nothing of a cell is kept as evidence alone.
  if (tried && outcome.kind === "not-run") {
    const without: Attempt = { ...outcome, evidence: tried.evidence };
    return concluded(cell, without, elapsedMs, options, versions);
  }
  const diagnosis = diagnosisOf(cell, outcome, attempt, evidence, differences);
  const { verdict, reason } = judge(
    outcome,
    diagnosis?.causes[0],
    expectationFor(cell, options.expectations, versions),
    options.missingToolchains,
  );
  const result: CellResult = {
    ...cell,
    outcome,
    verdict,
    verdictReason: reason,
    diagnosis,
    steps: tried?.steps ?? [],
    controls: tried?.controls ?? [],
    observed,
    elapsedMs,
    contrast: [],
    again: null,
    programs: programsOf(cell, attempt, options.programs),
  };
  return { result, evidence };
};

const diagnosisOf = (
  cell: Cell,
  outcome: Outcome,
  attempt: Attempt,
  evidence: CellEvidence | null,
  differences: readonly string[],
): Diagnosis | null => {
  if ((outcome.kind !== "failed" && outcome.kind !== "timed-out") || !evidence) return null;
  return diagnose({
    mode: cell.mode,
    outcome,
    evidence,
    steps: attempt.kind === "tried" ? attempt.steps : [],
    controls: attempt.kind === "tried" ? attempt.controls : [],
    // Without a proof there is no connection whose properties could differ from the label.
    labelDifferences: outcome.phase === "control" ? differences : [],
  });
};

/** Of what was started; each start has looked whether its program is still the one that the digest is of. */
const programsOf = (cell: Cell, attempt: Attempt, programs: RunOptions["programs"]): Programs => {
  const digest = (id: string) =>
    attempt.kind === "not-run" ? null : (programs.get(id)?.digest ?? null);
  return { client: digest(cell.client), server: digest(cell.server) };
};

const describeAll = async (
  { plan, implementations, programs, descriptions }: RunOptions,
  answer: (id: string) => Promise<Description | undefined>,
): Promise<readonly ImplementationVersions[]> => {
  const used = implementations.filter(({ id }) =>
    plan.cells.some((cell) => cell.client === id || cell.server === id),
  );
  // A server is of the same stack as its language's clients: one of them describes it.
  const spokesman = (language: string) =>
    used.find((one) => one.language === language && plan.clients.includes(one.id))?.id ?? language;
  const described = await Promise.all(
    used.map(async ({ id, title, language }) => {
      const program = programs.get(id)?.digest;
      if (program === undefined) return [];
      const before = descriptions.get(language);
      const description = before ? ((await answer(spokesman(language))) ?? before) : undefined;
      if (!description) return [];
      const { stack, runtime, tls } = description;
      return [{ id, title, program, stack, runtime, tls }];
    }),
  );
  return described.flat();
};

/** @returns undefined where the client does not live to say it. */
const answered = async (lab: Lab, id: string): Promise<Description | undefined> => {
  try {
    return (await lab.clients.shared(id)).description;
  } catch (error) {
    if (!(error instanceof HarnessFault)) throw error;
    return undefined;
  }
};
