import type { Cell } from "../../domain/cell.ts";
import { annotations } from "../../report/annotations.ts";
import { cellTable } from "../../report/cell-table.ts";
import { compareRuns } from "../../report/diff/compare-runs.ts";
import { comparisonText } from "../../report/diff/comparison-text.ts";
import { summary } from "../../report/summary.ts";
import { lookOf } from "../../report/symbol.ts";
import { coveredWords } from "../../run/plan/plan.ts";
import { planned } from "../../run/planned.ts";
import type { Recorded } from "../../run/proof/testbed.ts";
import { writeHtmlReport } from "../../run/results/write-html-report.ts";
import { runPlan } from "../../run/run-plan.ts";
import { causeCards } from "./cause-cards.ts";
import type { Console } from "./console.ts";
import { resultsAt } from "./results-at.ts";
import { resumeCommand } from "./resume-command.ts";
import { type SelectedOptions, selectionOf } from "./selection-of.ts";
import { shownWhile } from "./shown-while.ts";

export type RunCommandOptions = SelectedOptions &
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
  const { plan, inputs } = await planned(await selectionOf(options));
  if (plan.covered) console.out(`${coveredWords(plan.covered)}\n`);
  const baseline = options.baseline === undefined ? null : await resultsAt(options.baseline);
  const { result, path } = await shownWhile(console, plan.cells, (progress) =>
    runPlan(
      plan,
      inputs,
      {
        ...options,
        as: options.resume ? "resumed" : "latest",
        command: console.command,
        debug: false,
      },
      progress,
      signal,
    ),
  );
  const looks = new Map(result.cells.map((cell) => [cell.id, lookOf(cell)]));
  const look = (cell: Cell) => looks.get(cell.id) ?? "pending";
  const { columns, paint } = console;
  console.out(`\n${cellTable(plan.cells, look, columns, paint).join("\n")}\n`);
  const told = summary(result, path, { columns, paint, resume: resumeCommand(options) });
  console.out(`\n${told}${await writeHtmlReport(result, path, causeCards(), console.command)}\n`);
  const comparison = baseline && compareRuns(baseline, result);
  if (comparison) console.out(`\n${comparisonText(comparison, console.paint)}`);
  if (options.annotated === "for GitHub") console.out(annotations(result, comparison));
  const { unexpected } = result.counts;
  return unexpected === 0 && !result.interrupted && !comparison?.regressions ? 0 : 1;
};
