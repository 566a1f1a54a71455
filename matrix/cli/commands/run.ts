import { availableParallelism } from "node:os";
import { basename, resolve } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import type { Cell } from "../../domain/cell.ts";
import type { CellResult, ImplementationVersions, RunResult } from "../../domain/run-result.ts";
import { annotations } from "../../report/annotations.ts";
import { columnLegend } from "../../report/column-legend.ts";
import { countsOf } from "../../report/counts.ts";
import { compareRuns } from "../../report/diff/compare-runs.ts";
import { comparisonText } from "../../report/diff/comparison-text.ts";
import { grid } from "../../report/grid.ts";
import { summary } from "../../report/summary.ts";
import { lookOf } from "../../report/symbol.ts";
import type { Plan } from "../../run/plan/plan.ts";
import type { Recorded } from "../../run/proof/testbed.ts";
import { hasChangedProgram } from "../../run/results/changed-programs.ts";
import { openRunFolder, type RunFolder } from "../../run/results/run-folder.ts";
import { writeHtmlReport } from "../../run/results/write-html-report.ts";
import { prepareRoutes } from "../../run/route/prepare-routes.ts";
import { runMatrix } from "../../run/run-matrix.ts";
import { judgedAnew } from "../../run/verdict/judged-anew.ts";
import { type Display, gridDisplay, lineDisplay } from "../terminal/live-display.ts";
import { causeCards } from "./cause-cards.ts";
import type { Console } from "./console.ts";
import { type Inputs, planned, type SelectionOptions } from "./planned.ts";
import { prepare } from "./prepare.ts";
import { resultsAt } from "./results-at.ts";

export type RunCommandOptions = SelectionOptions &
  Readonly<{
    out: string;
    jobs: number;
    resume: boolean;
    allowMissing: boolean;
    capture: Recorded;
    /** Where results to compare with are. */
    baseline?: string;
    annotated: "for GitHub" | "not at all";
  }>;

/** @returns the exit code: 0 if every cell ended as expected, and none is worse than in the baseline; else 1. */
export const run = async (
  options: RunCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<number> => {
  const { plan, inputs } = await planned(options);
  const baseline = options.baseline === undefined ? null : await resultsAt(options.baseline);
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
  console.out(
    `\n${summary(result, path, console.paint)}${await writeHtmlReport(path, causeCards())}\n`,
  );
  const comparison = baseline && compareRuns(baseline, result);
  if (comparison) console.out(`\n${comparisonText(comparison, console.paint)}`);
  if (options.annotated === "for GitHub") console.out(annotations(result, comparison));
  const { unexpected } = result.counts;
  return unexpected === 0 && !result.interrupted && !comparison?.regressions ? 0 : 1;
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
  try {
    return await runInto(folder, { startedAt, begun }, plan, inputs, options, display, signal);
  } finally {
    display.close();
  }
};

/** Runs what a folder's run has not done yet, and writes its results. */
const runInto = async (
  folder: RunFolder,
  { startedAt, begun }: Readonly<{ startedAt: Date; begun: number }>,
  plan: Plan,
  inputs: Inputs,
  options: RunPlanOptions,
  display: Display,
  signal: AbortSignal,
): Promise<{ result: RunResult; path: string }> => {
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
  for (const damage of folder.damages) display.note(damage);
  const { running } = display;
  const { launcher, ...prepared } = await prepare(used, display.note, { running, signal });
  const done = new Map<string, CellResult>();
  for (const cell of folder.done) {
    if (hasChangedProgram(cell, prepared.programs)) {
      display.note(`run again, since its programs have changed: ${cell.id}`);
      continue;
    }
    done.set(cell.id, cell);
    display.finished(anew(cell, []));
  }
  const guard = { launcher: launcher.argv, running, signal };
  const routes = await prepareRoutes(plan.routes, display.note, guard);
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
      missingToolchains,
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
  folder.finish(result);
  return { result, path: folder.path };
};

const displayFor = (cells: readonly Cell[], console: Console): Display => {
  const write = (text: string) => console.out(text);
  return console.isTerminal
    ? gridDisplay(cells, { ...console, write })
    : lineDisplay(cells, { write, paint: console.paint });
};
