import type { CellResult, RunResult } from "../domain/run-result.ts";
import { compatibility } from "./compatibility.ts";
import { type Comparison, regressedIn } from "./diff/compare-runs.ts";
import { comparisonHeadline } from "./diff/comparison-headline.ts";
import { comparisonMarkdown } from "./diff/comparison-markdown.ts";
import { codeSpan, prose } from "./format/markdown.ts";
import {
  causeLines,
  cellCount,
  commandLines,
  idLines,
  nextStepLines,
  patternLines,
} from "./group-lines.ts";
import { failureGroups, type Group } from "./groups.ts";
import { tallyWords } from "./tally.ts";

/** GitHub refuses a longer summary of a step as a whole. */
const mostBytes = 2 ** 20;

/**
 * A run for the summary page of a CI job: markdown of at most 1 MiB. First the verdict, then regressions, what was
 * unexpected, what is known, and the whole table last; what does not fit is left out and said so.
 */
export const jobSummary = (
  result: RunResult,
  comparison: Comparison | null,
  limitBytes: number = mostBytes,
): string => {
  const told = regressedIn(comparison);
  const groups = failureGroups(result.cells.filter(({ id }) => !told.has(id)));
  const surprises = groups.filter(({ unexpected }) => unexpected > 0);
  const known = groups.filter(({ unexpected }) => unexpected === 0);
  return bounded(
    [
      firstSection(result, comparison),
      ...(comparison ? [comparisonMarkdown(comparison)] : []),
      ...surprises.map((group) => section(group, result.cells)),
      ...(known.length === 0 ? [] : [knownSection(known)]),
      compatibility(result),
    ],
    limitBytes,
  );
};

const firstSection = (
  { cells, counts, preset, interrupted, startedAt }: RunResult,
  comparison: Comparison | null,
): string => {
  const mark = counts.unexpected > 0 || interrupted ? "❌" : "✅";
  const came = `${mark} ${cellCount(cells.length)}: ${tallyWords(cells)}`;
  const verdict =
    comparison && comparison.regressions > 0 ? `❌ ${prose(comparisonHeadline(comparison))}` : came;
  return [
    `# ${verdict}${interrupted ? " (interrupted)" : ""}`,
    "",
    `Preset ${codeSpan(preset)}, ${prose(startedAt)}.`,
    "",
  ].join("\n");
};

const section = ({ title, cells, diagnosis }: Group, all: readonly CellResult[]): string => {
  const first = cells.find(({ verdict }) => verdict !== "expected") ?? cells[0];
  const words = [
    ...causeLines(diagnosis),
    ...(first?.verdictReason ? [first.verdictReason] : []),
    ...nextStepLines(diagnosis),
    ...patternLines(cells, all),
  ];
  return [
    `## ${prose(title)} (${cellCount(cells.length)})`,
    "",
    ...words.map((line) => `- ${prose(line)}`),
    ...[...idLines(cells), ...commandLines(first)].map((line) => `- ${codeSpan(line)}`),
    "",
  ].join("\n");
};

const knownSection = (groups: readonly Group[]): string =>
  [
    "## Known failures, and what is unsupported",
    "",
    ...groups.map(({ title, cells }) => `- ${prose(title)} (${cellCount(cells.length)})`),
    "",
  ].join("\n");

const leftOut = (count: number): string =>
  `${count} ${count === 1 ? "section" : "sections"} left out, since a job summary may have 1 MiB; results.json has everything.\n`;

/** As many sections as fit, in their order. */
const bounded = (sections: readonly string[], limitBytes: number): string => {
  const separator = "\n";
  let taken = "";
  for (const [at, next] of sections.entries()) {
    const more = taken === "" ? next : `${taken}${separator}${next}`;
    const note = `${separator}${leftOut(sections.length - at)}`;
    const isLast = at === sections.length - 1;
    if (Buffer.byteLength(more) + (isLast ? 0 : Buffer.byteLength(note)) > limitBytes) {
      return `${taken}${note}`;
    }
    taken = more;
  }
  return taken;
};
