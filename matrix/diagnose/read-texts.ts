import type { Fact, Role, Stack } from "../domain/fact.ts";
import type { Row } from "../knowledge/texts/row.ts";
import { possibleRows } from "./possible-rows.ts";

/** One text found. `role`: who prints it, from the text itself or else as the caller said. */
export type Reading = Readonly<{
  stack: Stack;
  role: Role | null;
  fact: Fact;
  /** Offsets in UTF-16 units, `to` exclusive. */
  span: Readonly<{ from: number; to: number }>;
  quote: string;
  /** Where the text was read or measured. */
  seen: string;
}>;

export type Printer = Readonly<{ stack?: Stack; role?: Role }>;

/** Only the first 1 MiB (UTF-16 units) is read. */
export const readLimit = 1024 * 1024;

/**
 * What the stacks' texts in a log state, in the order of the log; in an error chain that is from the
 * outermost wrapper to the root. Of overlapping matches the longest counts, of equally long ones the
 * printer's own, then the earlier row of the table. A fact that a line states twice is given once.
 */
export const readText = (text: string, printer: Printer = {}): readonly Reading[] => {
  const bounded = text.slice(0, readLimit);
  const found = possibleRows(bounded).flatMap((row) => matchesOf(row, bounded, printer));
  const otherStack = (reading: Reading): number => Number(reading.stack !== printer.stack);
  // Array.prototype.sort is stable: the table's order decides last.
  const preferred = found.sort(
    (a, b) => length(b) - length(a) || otherStack(a) - otherStack(b) || 0,
  );
  return withoutEchoes(bounded, disjoint(preferred, bounded.length));
};

const length = ({ span }: Reading): number => span.to - span.from;

const globalPatterns = new Map<Row, RegExp>();

/** `matchAll` works on a copy, so one expression serves every text. */
const globalPattern = (row: Row): RegExp => {
  const known = globalPatterns.get(row);
  if (known) return known;
  const made = new RegExp(row.pattern, `${row.pattern.flags}g`);
  globalPatterns.set(row, made);
  return made;
};

const matchesOf = (row: Row, text: string, printer: Printer): readonly Reading[] => {
  const pattern = globalPattern(row);
  const readings: Reading[] = [];
  for (const match of text.matchAll(pattern)) {
    const fact = match[0].length > 0 ? row.state(match) : undefined;
    if (!fact) continue;
    readings.push({
      stack: row.stack,
      role: row.role ?? printer.role ?? null,
      fact,
      span: { from: match.index, to: match.index + match[0].length },
      quote: match[0],
      seen: row.seen,
    });
  }
  return readings;
};

/** Of readings in order of preference, those that overlap no better one; sorted by place. */
const disjoint = (preferred: readonly Reading[], length: number): readonly Reading[] => {
  const taken: Uint8Array = new Uint8Array(length);
  const kept = preferred.filter(({ span }) => {
    if (taken[span.from] || taken[span.to - 1]) return false;
    taken.fill(1, span.from, span.to);
    return true;
  });
  return kept.sort((a, b) => a.span.from - b.span.from);
};

/** Drops a reading whose fact the same line has stated before, such as OpenSSL's "SSL alert number". */
const withoutEchoes = (text: string, readings: readonly Reading[]): readonly Reading[] => {
  let lineEnd = -1;
  let stated = new Set<string>();
  return readings.filter(({ span, fact }) => {
    if (span.from > lineEnd) {
      const end = text.indexOf("\n", span.from);
      lineEnd = end < 0 ? text.length : end;
      stated = new Set();
    }
    const key = JSON.stringify(fact);
    return stated.has(key) ? false : stated.add(key) !== undefined;
  });
};
