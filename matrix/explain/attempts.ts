import { componentOf, speakerOf } from "./component.ts";
import { denies, givesUp, shapeOf, tellsGood } from "./good-end.ts";
import { inEnglish } from "./in-english.ts";
import { type LogLine, logLines, type Mended, mendedBy } from "./log-lines.ts";
import { nameTheSame } from "./named-things.ts";
import { withoutOpeners } from "./openers.ts";
import { plainWords } from "./plain-words.ts";
import type { ReadSource } from "./read-text-matches.ts";
import { complaint } from "./successes.ts";

/** How a loop says that it tries, or will try again. */
const announcement =
  /(?<!please )\bre-?try(?:ing)?\b|\b(?:attempt|try|retry)\s?[ #:=(]{1,2}\d|\b\d{1,4} (?:retries|attempts|tries) (?:left|remaining)\b|\btrying again\b|\bnext (?:attempt|try) in\b/i;

/** What it is that is tried again, by its name. */
const named = /\bre-?try(?:ing)? "?([\w./:-]{6,80})/i;

/** A count of what there is of something now. */
const figure = /\b\d{1,9} [a-z]{2,20}\b/;

/** Such a line that is a title: what it tried stands below it. */
const title = /^\W{0,8}(?:attempt|retry)\s?[ #:=(]{1,2}\d/i;

/** The beginning of a line that is an attempt, with what came of it. */
const itself = /^\W{0,8}(?:attempt|try) \d/i;

/** Lines between a fault and the announcement that it will be tried again, at most. */
const near = 2;

/** Lines that say that something went well, which a fault is compared with, at most. */
const mostSuccesses = 16;

/** UTF-16 units of a line that are looked at. */
const looked = 400;

type Read = LogLine &
  Readonly<{
    whose: string;
    isFault: boolean;
    /** As a command prints, without a time or a level before it. */
    isBare: boolean;
    /** Says that something is tried, or will be. */
    announces: boolean;
  }>;

const linesIn = (source: ReadSource): readonly Read[] =>
  logLines(source, looked).map((one) => {
    const isFault = one.fault !== undefined;
    const words = withoutOpeners(one.words).trim();
    return {
      ...one,
      words,
      isBare: words === one.words.trim(),
      whose: `${speakerOf(one.words)} ${componentOf(one.words)}`,
      isFault,
      announces: announcement.test(inEnglish(one.words)) && (isFault || !tellsGood(one.words)),
    };
  });

/** Whether something went well that had not before, and nothing failed beside it. */
const wentWell = (
  after: readonly Read[],
  before: readonly Read[],
  operations: readonly string[],
): readonly Read[] => {
  const fails = ({ words, isFault }: Read): boolean =>
    isFault || complaint.test(words) || givesUp.test(words);
  if (after.some(fails)) return [];
  const known = new Set(before.map(({ words }) => shapeOf(words)));
  return after
    .filter(({ words }) => {
      const isOfIt = operations.some((one) => words.includes(one));
      const isGood = tellsGood(words) || (isOfIt && figure.test(words) && !denies(words));
      return isGood && !known.has(shapeOf(words));
    })
    .slice(0, mostSuccesses);
};

/** What a source says that it tried again, until it went well. */
export const retriedIn = (source: ReadSource): readonly Mended[] => {
  const lines = linesIn(source);
  const loops = Map.groupBy(
    lines.filter(({ announces }) => announces),
    ({ whose }) => whose,
  );
  return [...loops].flatMap(([whose, all]): readonly Mended[] => {
    const last = all.at(-1);
    if (!last) return [];
    const mine = whose.endsWith(" ")
      ? lines.filter((one) => one.whose.startsWith(whose))
      : lines.filter((one) => one.whose === whose);
    const operations = all.flatMap(({ words }) => named.exec(words)?.[1] ?? []);
    const after = mine.filter(({ line, words }) => line > last.line && words !== "");
    const successes = wentWell(
      after,
      mine.filter(({ line }) => line <= last.line),
      operations,
    );
    const titles = all.filter(({ words, isFault }) => title.test(words) && !isFault);
    return mine.flatMap((fault): readonly Mended[] => {
      if (!fault.isFault) return [];
      const isBelow = titles.some(({ line }) => line < fault.line) && fault.line < last.line;
      const isNear = all.some(({ line }) => Math.abs(line - fault.line) <= near);
      /** What a command prints next is what it came to; a program's log has more than its loops. */
      const isOfOperation = (one: Read): boolean =>
        operations.some((name) => one.words.includes(name) && fault.words.includes(name));
      const isNext = (one: Read): boolean =>
        one === after[0] && one.isBare && last.isBare && !(last.isFault && itself.test(last.words));
      const success = successes.find(
        (one) =>
          isBelow ||
          (isNear &&
            (isNext(one) ||
              isOfOperation(one) ||
              nameTheSame(plainWords(one.words), plainWords(fault.words)))),
      );
      return success ? [mendedBy(fault, success)] : [];
    });
  });
};
