import { linesIn } from "./lines.ts";
import type { ReadSource } from "./read-text-matches.ts";

/** The lines, as pasted, in which a fault was read, each with the last text that was. */
export const faultLines = ({
  textMatches,
}: Pick<ReadSource, "textMatches">): ReadonlyMap<number, string> =>
  new Map(
    textMatches.flatMap(({ fact, line, quote }) =>
      fact.fact === "connected" ? [] : [[line, quote] as const],
    ),
  );

/** A line of a log. `line`: as pasted, from 1. `fault`: the last text that was read in it; undefined where none was. */
export type LogLine = Readonly<{ line: number; words: string; fault: string | undefined }>;

export const logLines = (
  { text, lineOf, textMatches }: ReadSource,
  looked: number,
): readonly LogLine[] => {
  const faults = faultLines({ textMatches });
  return linesIn(text, looked).map(({ from, words }) => {
    const line = lineOf(from);
    return { line, words, fault: faults.get(line) };
  });
};

/** A fault that was mended: its line, and the later one that says so. Both as pasted, from 1. */
export type Mended = Readonly<{ fault: number; line: number; words: string }>;

export const mendedBy = (
  fault: Pick<LogLine, "line">,
  { line, words }: Omit<LogLine, "fault">,
): Mended => ({
  fault: fault.line,
  line,
  words,
});
