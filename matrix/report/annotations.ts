import type { RunResult } from "../domain/run-result.ts";
import { changeGroups } from "./diff/change-groups.ts";
import { type Comparison, regressedIn } from "./diff/compare-runs.ts";
import { comparisonHeadline } from "./diff/comparison-headline.ts";
import { workflowCommand } from "./format/workflow-command.ts";
import { causeLines, cellCount, commandLines, idLines, nextStepLines } from "./group-lines.ts";
import { failureGroups } from "./groups.ts";

/** GitHub shows ten errors of a step, and drops the others. */
const mostAnnotations = 10;

/**
 * What is wrong with a run as annotations of a GitHub workflow, a line each, the most telling first: regressions since
 * the baseline, then what was unexpected, a group of cells each. Empty where all is as expected.
 */
export const annotations = (result: RunResult, comparison: Comparison | null): string => {
  const regressions = comparison
    ? changeGroups(comparison)
        .filter((group) => group.regressions > 0)
        .map((group) => ({ ...group, since: comparisonHeadline(comparison) }))
    : [];
  const told = regressedIn(comparison);
  const surprises = failureGroups(
    result.cells.filter(({ id, verdict }) => verdict !== "expected" && !told.has(id)),
  ).map((group) => ({ ...group, since: null }));
  const groups = [...regressions, ...surprises];
  const shown = groups.length > mostAnnotations ? mostAnnotations - 1 : mostAnnotations;
  const lines = groups
    .slice(0, shown)
    .map(({ title, cells, diagnosis, since }) =>
      workflowCommand(
        "error",
        `${title} (${cellCount(cells.length)})`,
        [
          ...causeLines(diagnosis),
          ...nextStepLines(diagnosis),
          ...(since === null ? [] : [since]),
          ...idLines(cells),
          ...commandLines(cells[0]),
        ].join("\n"),
      ),
    );
  const left = groups.slice(shown);
  if (left.length > 0) lines.push(othersLine(left));
  return lines.map((line) => `${line}\n`).join("");
};

const othersLine = (left: readonly Readonly<{ title: string; cells: readonly unknown[] }>[]) =>
  workflowCommand(
    "error",
    `${left.length} more groups of cells`,
    [
      ...left.map(({ title, cells }) => `${title} (${cellCount(cells.length)})`),
      "→ handshake-matrix report matrix-results/latest --as summary",
    ].join("\n"),
  );
