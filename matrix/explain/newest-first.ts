import type { Explanation } from "./explanation.ts";
import type { Source } from "./read-text-matches.ts";
import { wantsTime } from "./record-beginning.ts";
import { type LineTime, timeIn } from "./time-in.ts";

/** Lines above the first with a time: a title, the names of columns. */
const mostTitles = 2;

/** Different times by which an order is known: two may be of two logs, or before and after midnight. */
const fewest = 3;

/** Whether times of one form never go up, and do go down. */
const descend = (times: readonly LineTime[]): boolean => {
  const [first] = times;
  if (!first || times.some(({ form }) => form !== first.form)) return false;
  const down = times.every(({ digits }, index) => digits <= (times[index - 1]?.digits ?? digits));
  const different = new Set(times.map(({ digits }) => digits)).size;
  return down && different >= fewest;
};

/** A source with its oldest line first, and the line of it as it was given that each of its lines is. */
export type OldestFirst = Readonly<{ source: Source; givenLineOf(line: number): number }>;

/**
 * The same log from its oldest record on: logs are exported newest first, too, and what is later in time comes after the rest
 * for all that reads them. A line without a time is of the record above it.
 *
 * @returns undefined where the times do not say that the log runs backwards.
 */
export const oldestFirst = (source: Source): OldestFirst | undefined => {
  const lines = source.text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const times = lines.map((line, index) =>
    wantsTime.test(lines[index - 1]?.slice(-40) ?? "") ? undefined : timeIn(line),
  );
  const opening = times.findIndex((time) => time !== undefined);
  if (opening < 0 || opening > mostTitles) return undefined;
  if (!descend(times.filter((time) => time !== undefined))) return undefined;
  const starts = times.flatMap((time, index) => (time ? [index] : []));
  const order = [
    ...Array.from({ length: opening }, (_, index) => index),
    ...starts
      .map((from, index) => ({ from, to: starts[index + 1] ?? lines.length }))
      .toReversed()
      .flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)),
  ];
  const { lineOf, ...rest } = source;
  return {
    source: { ...rest, text: `${order.map((index) => lines[index]).join("\n")}\n` },
    givenLineOf: (line) => {
      const given = (order[line - 1] ?? line - 1) + 1;
      return lineOf?.(given) ?? given;
    },
  };
};

/** An explanation with the lines of its sources as they were given. */
export const withGivenLines = (
  explanation: Explanation,
  ordered: ReadonlyMap<string, OldestFirst>,
): Explanation => {
  const given = (source: string, line: number): number =>
    ordered.get(source)?.givenLineOf(line) ?? line;
  type Quote = Explanation["successes"][number];
  const quoted = (quote: Quote): Quote =>
    quote.at
      ? { ...quote, at: { ...quote.at, line: given(quote.at.source, quote.at.line) } }
      : quote;
  const { diagnosis, over } = explanation;
  return {
    ...explanation,
    diagnosis: {
      ...diagnosis,
      causes: diagnosis.causes.map((one) => ({ ...one, matched: one.matched.map(quoted) })),
    },
    over: over && { ...over, quote: over.quote && quoted(over.quote) },
    successes: explanation.successes.map(quoted),
    besides: explanation.besides.map((one) => ({ ...one, quote: quoted(one.quote) })),
    sources: explanation.sources.map((read) => ({
      ...read,
      lineOf: (offset) => given(read.name, read.lineOf(offset)),
      textMatches: read.textMatches.map((said) => ({ ...said, line: given(read.name, said.line) })),
    })),
  };
};
