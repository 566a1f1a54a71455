import { ownEndsIn } from "./own-ends.ts";
import type { ReadSource } from "./read-text-matches.ts";
import { successesIn } from "./successes.ts";
import type { TextMatch } from "./text-match.ts";
import { isVisit } from "./visitors.ts";

type Fact = TextMatch["fact"];

/** A session that the printer itself has closed, or that went over the pipe of a plugin that it has stopped. */
const ofOwnEnd = /\byamux: |use of closed network connection/;

/** Whether a fact is that a connection ended; why, the printer may say as the end of its session. */
const isEnd = (fact: Fact): boolean =>
  fact.fact === "closed" ||
  fact.fact === "reset" ||
  fact.fact === "broken-pipe" ||
  (fact.fact === "wrapper" && fact.of === "close");

/** Where a process says that it was told to stop, also as JSON. */
const stopping =
  /\b(?:received|caught|got)\b[^\n]{0,40}\b(?:SIGTERM|SIGINT|terminated|interrupt)\b|\bsig(?:nal)?"?[:=] ?"?(?:terminated|interrupt|SIGTERM|SIGINT)\b|\b(?:SIGTERM|SIGINT|shutdown signal) received\b|\bgraceful(?:ly)? ?(?:shut\w{0,6}(?: down)?|stop\w{0,4})\b/i;

/** Whether a process was told to stop on an earlier line. */
const wasStopping = ({ text, lineOf }: ReadSource, line: number): boolean => {
  const match = stopping.exec(text);
  return match !== null && lineOf(match.index) < line;
};

/** The level below which a program writes down what fails nothing. */
const debug = /\blevel"?\s?[=:]\s?"?(?:debug|trace)\b|\b(?:DEBUG|TRACE)\b|\[(?:debug|trace)\]/;

/** A call that its caller gave up, which its printer tells of below the level of a warning. */
export const isQuietCancel = ({ fact, around }: TextMatch): boolean =>
  fact.fact === "cancelled" && debug.test(around);

const isEndOfWork = (
  { fact, around, line, source }: TextMatch,
  sources: readonly ReadSource[],
): boolean =>
  isEnd(fact) &&
  sources.some(
    (one) =>
      one.name === source &&
      (wasStopping(one, line) ||
        (ofOwnEnd.test(around) && successesIn(one).some((success) => success.line < line))),
  );

/**
 * Finds out of a text whether what it tells of fails nothing where all else goes well: somebody who came and left, a scanner, a
 * call that its caller gave up, or the end of a connection after the work was done.
 */
export const harmlessFinder = (
  sources: readonly ReadSource[],
  isOfScanner: (said: TextMatch) => boolean,
): ((said: TextMatch) => boolean) => {
  const ownEnds = new Map(sources.map((source) => [source.name, ownEndsIn(source)]));
  return (said) =>
    isVisit(said) ||
    isOfScanner(said) ||
    ownEnds.get(said.source)?.has(said.line) ||
    said.fact.fact === "cancelled" ||
    isEndOfWork(said, sources);
};
