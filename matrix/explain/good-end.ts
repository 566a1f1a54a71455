import { inEnglish } from "./in-english.ts";

/**
 * Words for what went well, of whatever it was. They tell something only in a line that is of the same attempt, program or
 * thing as a fault before it.
 */
const good =
  /(?:\b|_)(?:ok|okay|success(?:ful(?:ly)?)?|succeeded|completed?|completion|done|ready|healthy|up|open|connected|reachable|available|joined|established|started|serving|listening|passed|finished|restored|online|active|answered|synced|registered|accepted|acknowledged|acked|delivered|committed|stored|saved|processed|published|uploaded|flushed|applied|confirmed|resumed)\b|\b200\b|\bexit 0\b/i;

/** Words beside these that make something else of them. */
const otherwise =
  /\b(?:not|never|no|none|without|cannot|can't|could|couldn't|isn't|until|unless|before|when|if|once|wait\w{0,4}(?!-for-it)|will|would|should|must|fail\w{0,4}|errors?|lost|refused|denied|rejected|cancell?ed|disconnected|false|last|skipped|dropped|timed out)\b|=0\b/i;

/** How a loop says that it tries no more. */
export const givesUp = /\b(?:giving|gave|given) up\b|\bexhausted\b|\babort(?:ed|ing)\b/i;

/** Fields that are false; one that says what went well denies it. */
const flag = /\b[\w.]{1,40}\s?[:=]\s?false\b/g;

/** Whether words in a line make something else of those for what went well. */
export const denies = (line: string): boolean => deniesInEnglish(inEnglish(line));

const deniesInEnglish = (line: string): boolean =>
  givesUp.test(line) || otherwise.test(line.replace(flag, (one) => (good.test(one) ? one : "")));

/** Whether a line tells that something went well. */
export const tellsGood = (line: string): boolean => {
  const english = inEnglish(line);
  return good.test(english) && !deniesInEnglish(english);
};

/** Numbers of attempts, times and how long something took: what differs from one attempt at a thing to the next. */
const ofOneAttempt =
  /\d{1,2}:\d\d(?::\d\d)?|#\d{1,9}|\b\d{1,5}\/\d{1,5}\b|\b(?:attempt|try|retry|delivery|poll|probe|check|request|call|run|round|iteration)[ =:]\d{1,9}|\b\d[\d.]{0,9} ?(?:ms|s|seconds?)\b/gi;

/** The beginning of a line as other attempts at the same thing have it. */
export const attemptShapeOf = (words: string): string =>
  inEnglish(words).replace(ofOneAttempt, "#");

/** A line as others of its kind have it: without its numbers. */
export const shapeOf = (line: string): string => line.replace(/\d{1,40}/g, "#");
