import { availableParallelism } from "node:os";
import { basename, resolve } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import type { Cell } from "../domain/cell.ts";
import type { CellResult, RunResult } from "../domain/run-result.ts";
import type { Plan } from "../plan/plan.ts";
import type { Recorded } from "../proof/lab.ts";
import { columnLegend } from "../report/column-legend.ts";
import { countsOf } from "../report/counts.ts";
import { grid } from "../report/grid.ts";
import { summary } from "../report/summary.ts";
import { lookOf } from "../report/symbol.ts";
import { openRunFolder } from "../results/run-folder.ts";
import { prepareRoutes } from "../route/prepare-routes.ts";
import { runMatrix } from "../run-matrix.ts";
import { type Display, gridDisplay, lineDisplay } from "../terminal/live-display.ts";
import type { Console } from "./console.ts";
import { type Inputs, planned, type SelectionOptions } from "./planned.ts";
import { prepare } from "./prepare.ts";

export type RunCommandOptions = SelectionOptions &
  Readonly<{
    out: string;
    jobs: number;
    resume: boolean;
    allowMissing: boolean;
    capture: Recorded;
  }>;

/** @returns the exit code: 0 if every cell ended as expected, else 1. */
export const run = async (
  options: RunCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<number> => {
  const { plan, inputs } = await planned(options);
  const { result, path } = await runPlan(
    plan,
    inputs,
    { ...options, debug: false },
    console,
    signal,
  );
  const looks = new Map(result.cells.map((cell) => [cell.id, lookOf(cell)]));
  if (!console.isTerminal) {
    const picture = grid(
      plan.cells,
      (cell) => looks.get(cell.id) ?? "pending",
      Number.POSITIVE_INFINITY,
      console.paint,
    );
    const legend = columnLegend(plan.cells).map((line) => `  ${line}`);
    console.out(`\n${[...picture, ...legend].join("\n")}\n`);
  }
  console.out(`\n${summary(result, path, console.paint)}`);
  return result.counts.unexpected === 0 && !result.interrupted ? 0 : 1;
};

export type RunPlanOptions = Readonly<{
  out: string;
  jobs: number;
  resume: boolean;
  allowMissing: boolean;
  debug: boolean;
  /** Whose connections are read to the end, drawn and kept as a capture. */
  capture: Recorded;
}>;

/** Builds, runs a plan and writes its results. */
export const runPlan = async (
  plan: Plan,
  inputs: Inputs,
  options: RunPlanOptions,
  console: Console,
  signal: AbortSignal,
): Promise<{ result: RunResult; path: string }> => {
  const startedAt = new Date();
  const begun = performance.now();
  const time = startedAt
    .toISOString()
    .replaceAll(":", "-")
    .replace(/\.\d+Z$/, "Z");
  const folder = await openRunFolder(
    resolve(options.out),
    `${time}-${process.pid}`,
    plan,
    options.resume,
  );
  const display = displayFor(plan.cells, console);
  const named = inputs.implementations.filter(({ id }) =>
    plan.cells.some((cell) => cell.client === id || cell.server === id),
  );
  // A variant is described by its language's plain client where no other of the language runs.
  const used = inputs.implementations.filter(
    (one) => named.includes(one) || named.some(({ language }) => language === one.id),
  );
  for (const cell of folder.done) display.finished(cell);
  const { running } = display;
  const { launcher, routes, ...prepared } = await (async () => {
    try {
      const first = await prepare(used, display.note, { running, signal });
      const guard = { launcher: first.launcher.argv, running, signal };
      return { ...first, routes: await prepareRoutes(plan.routes, display.note, guard) };
    } catch (error) {
      display.close();
      throw error;
    }
  })();
  const done = new Map(folder.done.map((cell) => [cell.id, cell]));
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
      debug: options.debug,
      recorded: options.capture,
      missingToolchains: options.allowMissing ? "allowed" : "unexpected",
      signal,
    },
    {
      started: display.started,
      finished: (cell, evidence, capture) => {
        folder.add(cell, evidence, capture);
        display.finished(cell);
      },
      ranAgain: (cell) => {
        folder.add(cell, null, null);
        display.note(`run again alone: ${cell.id}: ${cell.verdictReason ?? cell.verdict}`);
      },
      contrasted: (cell) => folder.add(cell, null, null),
      note: display.note,
      withdrawn: (cell) => {
        folder.add(cell, null, null);
        display.note(`withdrawn: ${cell.id}: ${cell.verdictReason ?? cell.verdict}`);
      },
    },
  );
  display.close();
  const finished = new Map(ran.cells.map((cell) => [cell.id, cell]));
  const cells = plan.cells.flatMap((cell): CellResult[] => {
    const result = finished.get(cell.id) ?? done.get(cell.id);
    return result ? [result] : [];
  });
  const result: RunResult = {
    schemaVersion: 1,
    runId: basename(folder.path),
    preset: plan.preset,
    startedAt: startedAt.toISOString(),
    elapsedMs: performance.now() - begun,
    interrupted: ran.ended !== "whole",
    machine: { platform: process.platform, arch: process.arch, cores: availableParallelism() },
    orchestrator: {
      version: packageJson.version,
      node: process.versions.node,
      openssl: process.versions.openssl ?? "unknown",
      launcher: launcher.kind,
    },
    implementations: ran.implementations,
    counts: countsOf(cells),
    cells,
  };
  await folder.finish(result);
  return { result, path: folder.path };
};

const displayFor = (cells: readonly Cell[], console: Console): Display => {
  const write = (text: string) => console.out(text);
  return console.isTerminal
    ? gridDisplay(cells, { ...console, write })
    : lineDisplay(cells, { write, paint: console.paint });
};
