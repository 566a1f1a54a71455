import { headline } from "../domain/outcome.ts";
import type { CellResult, RunResult } from "../domain/run-result.ts";
import { printable } from "./format/terminal.ts";
import type { Paint } from "./grid.ts";
import { cellCount } from "./group-lines.ts";
import { groupText } from "./group-text.ts";
import { failureGroups, isLeftUndone } from "./groups.ts";
import { columnsOf } from "./ladder/columns-of.ts";
import { wrapped } from "./ladder/wrapped.ts";
import { lookWords } from "./look-words.ts";
import { tally } from "./tally.ts";

const indent = "  ";

/** Longer lines are hard to read, however wide the screen is. */
const mostColumns = 100;

export type SummaryOptions = Readonly<{
  columns: number;
  paint: Paint;
  /** The command that goes on with the run if it was interrupted. */
  resume: string;
}>;

/** The run in words: first what it came to, then each failing group once, cause before cells. */
export const summary = (
  shown: RunResult,
  folder: string,
  { paint, resume, ...screen }: SummaryOptions,
): string => {
  const result = printable(shown);
  const columns = Math.min(screen.columns, mostColumns);
  const ran = result.cells.filter((cell) => !isLeftUndone(cell));
  return [
    ...firstLines(result, ran, columns, paint),
    ...(result.interrupted ? wrapped(`continue with: ${resume}`, columns, indent) : []),
    "",
    ...failureGroups(ran).flatMap((group) => [...groupText(group, ran, columns, paint), ""]),
    `results: ${folder}`,
    "",
  ].join("\n");
};

const firstLines = (
  { cells, elapsedMs, buildsMs = 0, interrupted }: RunResult,
  ran: readonly CellResult[],
  columns: number,
  paint: Paint,
): readonly string[] => {
  const count = interrupted
    ? `interrupted: ${ran.length} of ${cellCount(cells.length)} run`
    : cellCount(cells.length);
  const builds = buildsMs > 0 ? `, after ${seconds(buildsMs)} of builds` : "";
  const time = `${count} in ${seconds(elapsedMs - buildsMs)}${builds}:`;
  const lines = [...wrapped(time, columns, indent)];
  let width = columnsOf(lines.at(-1) ?? "");
  // A count and its word stay together.
  for (const [at, { look, words }] of tally(ran).entries()) {
    const text =
      look === "unexpected" ? paint(words.startsWith("0 ") ? "passed" : look, words) : words;
    const gap = at === 0 ? " " : ", ";
    const last = lines.pop() ?? "";
    const fits = width + gap.length + columnsOf(words) < columns;
    lines.push(...(fits ? [last + gap + text] : [last + gap.trimEnd(), indent + text]));
    width = fits ? width + gap.length + columnsOf(words) : indent.length + columnsOf(words);
  }
  return lines;
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** A failure as it happens. */
export const failureLines = (
  shown: CellResult,
  { columns, paint }: Pick<SummaryOptions, "columns" | "paint">,
): readonly string[] => {
  const cell = printable(shown);
  const cause = cell.diagnosis?.causes[0];
  const what = cause ? `${cause.code}: ${cause.sentence}` : headline(cell.outcome);
  const word = cell.verdict === "flaky" ? "flaky" : lookWords("unexpected");
  const [first = "", ...more] = wrapped(`${word} ${cell.id}: ${what}`, columns, indent);
  return [first.replace(word, paint("unexpected", word)), ...more];
};
