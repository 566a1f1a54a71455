import { type LogLine, logLines } from "./log-lines.ts";
import type { ReadSource } from "./read-text-matches.ts";
import { complaint } from "./successes.ts";

/** What a job, a build or a play says of all that it did. */
const verdict =
  /\bBUILD SUCCESS(?:FUL)?\b|\bFinished: SUCCESS\b|\b(?:Apply|Destroy) complete!|\bJob succeeded\b|^STATUS: deployed$|^Status: {1,20}Succeeded$|\b[Aa]ll (?:checks|tests|steps|jobs|stages) (?:have )?(?:passed|succeeded)\b|\b(?:[Pp]ipeline|[Ww]orkflow) (?:\S{1,60} )?(?:has )?(?:succeeded|passed)\b|\bverdict(?:[:=] ?| )PASS(?:ED)?\b/;

/** UTF-16 units of a line that are looked at, and lines before the end that a verdict stands among. */
const looked = 240;
const lastLines = 8;

/** The line, as pasted, that says that all which a source tells of went well in the end; nothing fails behind it. */
export const cleanEndIn = (source: ReadSource): LogLine | undefined => {
  const last = logLines(source, looked)
    .map((one) => ({ ...one, words: one.words.trim() }))
    .filter(({ words }) => words !== "")
    .slice(-lastLines);
  const fails = ({ fault, words }: LogLine) => fault !== undefined || complaint.test(words);
  const end = last.findLast((one) => fails(one) || verdict.test(one.words));
  return end && !fails(end) ? end : undefined;
};
