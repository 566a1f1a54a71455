import type { LogLine } from "./log-lines.ts";
import { plainWords } from "./plain-words.ts";

// What every line of a log has, and what a program says again and again while nothing fails, tell nothing of a fault.

/** UTF-16 units of a line that tell its kind. */
const telling = 80;

/** A line without what is different each time. */
const kindOf = (words: string): string =>
  plainWords(words)
    .split(/\s+/)
    .filter((one) => !/\d/.test(one))
    .join(" ")
    .slice(0, telling);

/** Times that a line of a kind comes with no fault in between, from which on it is routine: once is a start, or a connection. */
const often = 2;

/**
 * For each line, the first one from which on lines of its kind were routine; absent where they never were. Lines as pasted,
 * from 1.
 */
export const routineLines = (lines: readonly LogLine[]): ReadonlyMap<number, number> => {
  const since = new Map<string, number>();
  const routine = new Map<number, number>();
  let counts = new Map<string, number>();
  for (const { line, words, fault } of lines) {
    if (fault !== undefined) {
      counts = new Map();
      continue;
    }
    const kind = kindOf(words);
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (count === often && !since.has(kind)) since.set(kind, line);
    const first = since.get(kind);
    if (first !== undefined) routine.set(line, first);
  }
  return routine;
};

/** Words at the beginning of a line among which may be such that every line has. */
const opening = 4;
const fewestLines = 8;
const nearlyAll = 0.9;

/** The words that nearly every line begins with, as a stream's or a container's name. */
export const openingWords = (lines: readonly Pick<LogLine, "words">[]): ReadonlySet<string> => {
  const counts = new Map<string, number>();
  for (const { words } of lines) {
    for (const one of new Set(words.split(/\s+/, opening))) {
      counts.set(one, (counts.get(one) ?? 0) + 1);
    }
  }
  const enough = Math.max(fewestLines, lines.length * nearlyAll);
  return new Set(
    [...counts].flatMap(([one, count]) => (one !== "" && count >= enough ? [one] : [])),
  );
};
