import { availableParallelism, freemem } from "node:os";
import { basename, resolve } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import type { Cell } from "../domain/cell.ts";
import type { CellResult, ImplementationVersions, RunResult } from "../domain/run-result.ts";
import { countsOf } from "../report/counts.ts";
import { BuildClock } from "./build-clock.ts";
import { bundleOwn } from "./own-bundle.ts";
import type { Plan } from "./plan/plan.ts";
import type { Inputs } from "./planned.ts";
import { prepare } from "./prepare.ts";
import type { Recorded } from "./proof/testbed.ts";
import { hasChangedProgram } from "./results/changed-programs.ts";
import { latestRunFolder, newRunFolder, type RunFolder } from "./results/run-folder.ts";
import { runIdAt } from "./results/run-id.ts";
import { prepareRoutes } from "./route/prepare-routes.ts";
import { runMatrix } from "./run-matrix.ts";
import { judgedAnew } from "./verdict/judged-anew.ts";

export type RunPlanOptions = Readonly<{
  /** What a user types before a command's name. */
  command: string;
  out: string;
  jobs: number;
  /** A new run to which `latest` leads, a new one beside it, or the latest one, which goes on. */
  as: "latest" | "beside latest" | "resumed";
  allowMissing: boolean;
  debug: boolean;
  /** Whose connections are read to the end, drawn and kept as a capture. */
  capture: Recorded;
}>;

/** Told how a run goes on. */
export type RunProgress = Readonly<{
  /** Something that is worth a line. */
  note(text: string): void;
  /** Told what takes long; calls what is returned at its end. Absent where nothing can be redrawn. */
  running?: (text: string) => () => void;
  started(cell: Cell): void;
  finished(result: CellResult): void;
}>;

/** What a run came to, and the folder that has its results. */
export type PlanRun = Readonly<{ result: RunResult; path: string }>;

/**
 * Builds, runs a plan and writes its results.
 *
 * @throws Misuse, BuildFailed, BuildEnded or EnvironmentFault; every process has ended then.
 */
export const runPlan = async (
  plan: Plan,
  inputs: Inputs,
  options: RunPlanOptions,
  progress: RunProgress,
  signal: AbortSignal,
): Promise<PlanRun> => {
  const startedAt = new Date();
  const begun = performance.now();
  const out = resolve(options.out);
  const folder =
    options.as === "resumed"
      ? await latestRunFolder(out, plan, options.command)
      : newRunFolder(
          out,
          runIdAt(startedAt),
          plan,
          options.as === "latest" ? "moves" : "stays",
          options.command,
        );
  return runInto(folder, { startedAt, begun }, plan, inputs, options, progress, signal);
};

/** Runs what a folder's run has not done yet, and writes its results. */
const runInto = async (
  folder: RunFolder,
  { startedAt, begun }: Readonly<{ startedAt: Date; begun: number }>,
  plan: Plan,
  inputs: Inputs,
  options: RunPlanOptions,
  progress: RunProgress,
  signal: AbortSignal,
): Promise<PlanRun> => {
  const named = inputs.implementations.filter(({ id }) =>
    plan.cells.some((cell) => cell.client === id || cell.server === id),
  );
  // A variant is described by its language's plain client where no other of the language runs.
  const used = inputs.implementations.filter(
    (one) => named.includes(one) || named.some(({ language }) => language === one.id),
  );
  const missingToolchains = options.allowMissing ? "allowed" : "unexpected";
  const anew = (cell: CellResult, implementations: readonly ImplementationVersions[]) =>
    judgedAnew(cell, inputs.expectations, implementations, missingToolchains);
  for (const damage of folder.damages) progress.note(damage);
  const builds = new BuildClock();
  const running = builds.around(
    progress.running ??
      ((text) => {
        progress.note(text);
        return () => {};
      }),
  );
  const bundled = bundleOwn(progress.note, signal);
  const { launcher, ...prepared } = await prepare(used, progress.note, { running, signal }).finally(
    () => bundled,
  );
  const done = new Map<string, CellResult>();
  for (const cell of folder.done) {
    if (hasChangedProgram(cell, prepared.programs)) {
      progress.note(`run again, since its programs have changed: ${cell.id}`);
      continue;
    }
    done.set(cell.id, cell);
    progress.finished(anew(cell, []));
  }
  const guard = { launcher: launcher.argv, running, signal };
  const routes = await prepareRoutes(plan.routes, progress.note, guard);
  const rest = plan.cells.filter((cell) => !done.has(cell.id));
  const ran = await runMatrix(
    {
      plan,
      cells: rest,
      implementations: used,
      ...prepared,
      routes,
      expectations: inputs.expectations,
      launcher: launcher.argv,
      jobs: options.jobs,
      freeBytes: freemem(),
      debug: options.debug,
      recorded: options.capture,
      missingToolchains,
      signal,
    },
    {
      started: progress.started,
      finished: (cell, evidence, capture) => {
        folder.add(cell, evidence, capture);
        progress.finished(cell);
      },
      ranAgain: (cell) => {
        folder.add(cell, null, null);
        progress.note(`run again alone: ${cell.id}: ${cell.verdictReason ?? cell.verdict}`);
      },
      contrasted: (cell) => folder.add(cell, null, null),
      note: progress.note,
      withdrawn: (cell) => {
        folder.add(cell, null, null);
        progress.note(`withdrawn: ${cell.id}: ${cell.verdictReason ?? cell.verdict}`);
      },
    },
  );
  const finished = new Map(ran.cells.map((cell) => [cell.id, cell]));
  const cells = plan.cells.flatMap((cell): CellResult[] => {
    const before = done.get(cell.id);
    const result = finished.get(cell.id) ?? (before && anew(before, ran.implementations));
    return result ? [result] : [];
  });
  const result: RunResult = {
    schemaVersion: 1,
    runId: basename(folder.path),
    preset: plan.preset,
    startedAt: startedAt.toISOString(),
    elapsedMs: performance.now() - begun,
    buildsMs: builds.elapsedMs,
    interrupted: ran.ended !== "whole",
    machine: { platform: process.platform, arch: process.arch, cores: availableParallelism() },
    orchestrator: {
      version: packageJson.version,
      node: process.versions.node,
      openssl: process.versions.openssl ?? "unknown",
      launcher: launcher.kind,
    },
    implementations: ran.implementations,
    shard: inputs.shard,
    counts: countsOf(cells),
    cells,
  };
  folder.finish(result);
  return { result, path: folder.path };
};
