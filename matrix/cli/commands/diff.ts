import { type Comparison, compareRuns } from "../../report/diff/compare-runs.ts";
import { comparisonJson } from "../../report/diff/comparison-json.ts";
import { comparisonMarkdown } from "../../report/diff/comparison-markdown.ts";
import { comparisonText } from "../../report/diff/comparison-text.ts";
import { jsonText } from "../../report/format/json.ts";
import { htmlComparison } from "../../run/results/html-comparison.ts";
import type { Console } from "./console.ts";
import { resultsAt } from "./results-at.ts";

type DiffOptions = Readonly<{ as: "text" | "markdown" | "json" | "html" }>;

/** Prints what changed from one run to another. @returns the exit code: 1 on a regression, else 0. */
export const diff = async (
  before: string,
  after: string,
  { as }: DiffOptions,
  { out, paint, command }: Pick<Console, "out" | "paint" | "command">,
): Promise<number> => {
  const comparison = compareRuns(await resultsAt(before), await resultsAt(after));
  out(await written(comparison, as, paint, command));
  return comparison.regressions > 0 ? 1 : 0;
};

const written = async (
  comparison: Comparison,
  as: DiffOptions["as"],
  paint: Console["paint"],
  command: string,
): Promise<string> => {
  switch (as) {
    case "text":
      return comparisonText(comparison, paint);
    case "markdown":
      return comparisonMarkdown(comparison);
    case "json":
      return `${jsonText(comparisonJson(comparison))}\n`;
    case "html":
      return htmlComparison(comparison, command);
  }
};
