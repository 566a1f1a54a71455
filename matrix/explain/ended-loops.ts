import { attemptShapeOf, tellsGood } from "./good-end.ts";
import { type LogLine, logLines, type Mended, mendedBy } from "./log-lines.ts";
import { withoutOpeners } from "./openers.ts";
import type { ReadSource } from "./read-text-matches.ts";
import { complaint } from "./successes.ts";

/** UTF-16 units of a line that are looked at, and of what a line says of a good end. */
const looked = 240;
const longestEnd = 40;

/** What parts what is tried from what it came to. */
const separator = /(?:->|=>|[:=]|\.{3}|…)(?=\s)/g;

/** Words that say by themselves what something came to. */
const outcome = /\s(?=(?:error|err|failed|not|ok|succeeded|done|is|now)\b)/i;

/** Whose line it is in a system's log, once its time is gone. */
const label = /^[\w.-]{1,64} [\w./-]{1,64}\[\d{1,7}\]: /;

/** The words that a good end begins with. */
const beginningOf = (rest: string): string =>
  /^\W{0,4}\S{1,40}(?: \S{1,40})?/.exec(rest)?.[0] ?? "";

/** Beginnings of one line by their marks, and those of all, that later lines are compared with, at most. */
const mostBeginnings = 4;
const mostKept = 256;

/** Two words, or one with the number of a thing: a part of a program by its name alone begins lines of any kind. */
const tellsWhat = (beginning: string): boolean =>
  [...beginning.matchAll(/[a-z][\w./-]{0,60}|#|\b\d{3,12}\b/gi)].length > 1;

/** A figure with its unit: what was counted, or how long it took. */
const figure = /^\d[\d.,]{0,12} ?[a-zµ%]{1,16}\b/i;

/** The beginnings of a line that end where it says what something came to, as other lines of its kind have them. */
const beginningsOf = (words: string): readonly Readonly<{ shape: string; rest: string }>[] =>
  [
    ...[...words.matchAll(separator)]
      .slice(0, mostBeginnings)
      .map(({ 0: mark, index }) => index + mark.length),
    ...(outcome.test(words) ? [words.search(outcome)] : []),
  ]
    .map((end) => ({ shape: attemptShapeOf(words.slice(0, end)), rest: words.slice(end).trim() }))
    .filter(({ shape }) => tellsWhat(shape));

/**
 * What was tried line by line until it came to something: a line that begins as one with a fault did, and ends well, or with
 * a figure, where that one had its fault ("waiting for kv:50051... open", "pull #7 -> 12 rows").
 */
export const endedLoops = (source: ReadSource): readonly Mended[] => {
  const begun = new Map<string, LogLine[]>();
  const counted = new Set<string>();
  return logLines(source, looked).flatMap((one): readonly Mended[] => {
    const words = withoutOpeners(one.words).replace(label, "");
    const beginnings = beginningsOf(words);
    if (one.fault !== undefined) {
      const at = words.indexOf(one.fault);
      for (const { shape, rest } of beginnings) {
        if (begun.size >= mostKept || (at >= 0 && words.length - rest.length > at)) continue;
        begun.set(shape, [...(begun.get(shape) ?? []), one]);
      }
      return [];
    }
    return beginnings.flatMap(({ shape, rest }) => {
      const before = begun.get(shape);
      if (!before || rest.length > longestEnd || complaint.test(rest)) return [];
      // One figure may be of anything; of a loop there are several.
      if (figure.test(rest) && !counted.has(shape)) {
        counted.add(shape);
        return [];
      }
      if (!figure.test(rest) && (!tellsGood(rest) || !tellsGood(beginningOf(rest)))) return [];
      begun.delete(shape);
      return before.map((fault) => mendedBy(fault, one));
    });
  });
};
