import { type Comparison, compareRuns } from "../../report/diff/compare-runs.ts";
import { comparisonJson } from "../../report/diff/comparison-json.ts";
import { comparisonMarkdown } from "../../report/diff/comparison-markdown.ts";
import { comparisonText } from "../../report/diff/comparison-text.ts";
import { jsonText } from "../../report/format/json.ts";
import type { Console } from "./console.ts";
import { resultsAt } from "./results-at.ts";

type DiffOptions = Readonly<{ as: "text" | "markdown" | "json" }>;

/** Prints what changed from one run to another. @returns the exit code: 1 on a regression, else 0. */
export const diff = async (
  before: string,
  after: string,
  { as }: DiffOptions,
  { out, paint }: Pick<Console, "out" | "paint">,
): Promise<number> => {
  const comparison = compareRuns(await resultsAt(before), await resultsAt(after));
  out(written(comparison, as, paint));
  return comparison.regressions > 0 ? 1 : 0;
};

const written = (
  comparison: Comparison,
  as: DiffOptions["as"],
  paint: Console["paint"],
): string => {
  switch (as) {
    case "text":
      return comparisonText(comparison, paint);
    case "markdown":
      return comparisonMarkdown(comparison);
    case "json":
      return `${jsonText(comparisonJson(comparison))}\n`;
  }
};
