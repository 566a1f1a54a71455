import type { CellResult } from "../domain/run-result.ts";
import type { Paint } from "./grid.ts";
import { groupContrasts } from "./group-contrasts.ts";
import { cellCount, commandLines, idLines, nextStepLines } from "./group-lines.ts";
import { groupPattern } from "./group-pattern.ts";
import type { Group } from "./groups.ts";
import { abridged, wrapped } from "./ladder/wrapped.ts";

/** A group that is longer is not read; the page of the run has the rest. */
const mostLines = 8;
/** At this width; on a narrower screen the same words take more lines. */
const fullWidth = 100;

const indent = "  ";

/** @param most - lines that it may take at full width. */
type Part = Readonly<{ text: string; most: number; importance: number }>;

/**
 * A group in at most eight lines of 100 columns: what failed and in how many cells, why, the fix, what the cells have in
 * common, and the command to type, which is never cut. What matters less is left out where there is no room.
 *
 * @param compared - the cells among which the group has a pattern.
 */
export const groupText = (
  group: Group,
  compared: readonly CellResult[],
  columns: number,
  paint: Paint,
): readonly string[] => {
  const { title, cells, unexpected } = group;
  const look = unexpected > 0 ? "unexpected" : "known";
  const scale = Math.max(1, fullWidth / columns);
  const first = cells.find(({ verdict }) => verdict !== "expected") ?? cells[0];
  const lineOf = (part: string) => paint(look, part);
  const heading = abridged(
    `${title} (${cellCount(cells.length)})`,
    columns,
    Math.ceil(2 * scale),
    indent,
  ).map(lineOf);
  const command = commandLines(first).flatMap((line) =>
    inset(wrapped(line, columns - indent.length, indent)),
  );
  let left = Math.floor(mostLines * scale) - heading.length - command.length;
  const parts = partsOf(group, first, compared);
  const fitting = new Map<Part, readonly string[]>();
  for (const part of [...parts].sort((a, b) => a.importance - b.importance)) {
    const most = Math.min(Math.ceil(part.most * scale), left);
    if (most < 1) break;
    const lines = inset(abridged(part.text, columns - indent.length, most, indent));
    fitting.set(part, lines);
    left -= lines.length;
  }
  return [...heading, ...parts.flatMap((part) => fitting.get(part) ?? []), ...command];
};

const inset = (lines: readonly string[]) => lines.map((line) => indent + line);

/** In the order in which they are read. */
const partsOf = (
  { title, diagnosis, cells, unexpected }: Group,
  first: CellResult | undefined,
  compared: readonly CellResult[],
): readonly Part[] => {
  const cause = diagnosis?.causes[0];
  const part = (
    importance: number,
    most: number,
    text: string | null | undefined,
  ): readonly Part[] => (text ? [{ text, most, importance }] : []);
  // Of what was not run the title has it already.
  const reason = unexpected > 0 && first?.verdictReason !== null ? first?.verdictReason : null;
  const pattern = groupPattern(cells, compared);
  return [
    ...part(0, 2, cause?.sentence),
    ...part(4, 1, cause?.doubt && `not certain: ${cause.doubt}`),
    ...part(1, 2, reason && !title.startsWith(reason) ? reason : null),
    ...nextStepLines(diagnosis).flatMap((line) => part(2, 2, line)),
    ...part(3, 2, pattern && `pattern: ${pattern}`),
    ...part(5, 1, contrastWords(cells)),
    ...(pattern ? [] : part(3, 1, idLines(cells).join(" "))),
  ];
};

/** "works with: server key p256, TLS version 1.2". */
const contrastWords = (cells: readonly CellResult[]): string => {
  const contrasts = groupContrasts(cells);
  const changes = (outcome: (typeof contrasts)[number]["outcome"]) =>
    contrasts
      .filter((one) => one.outcome === outcome)
      .map((one) => one.with)
      .join(", ");
  const [works, fails] = [changes("passes"), changes("fails too")];
  return [works && `works with: ${works}`, fails && `fails too with: ${fails}`]
    .filter(Boolean)
    .join("; ");
};
