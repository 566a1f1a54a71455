import { faultLines } from "./fault-lines.ts";
import type { ReadSource } from "./read-text-matches.ts";
import { complaint } from "./successes.ts";
import { linesOf } from "./unwrapped.ts";

/** What a job, a build or a play says of all that it did. */
const verdict =
  /\bBUILD SUCCESS(?:FUL)?\b|\bFinished: SUCCESS\b|\b(?:Apply|Destroy) complete!|\bJob succeeded\b|^STATUS: deployed$|^Status: {1,20}Succeeded$|\b[Aa]ll (?:checks|tests|steps|jobs|stages) (?:have )?(?:passed|succeeded)\b|\b(?:[Pp]ipeline|[Ww]orkflow) (?:\S{1,60} )?(?:has )?(?:succeeded|passed)\b|\bverdict(?:[:=] ?| )PASS(?:ED)?\b/;

/** UTF-16 units of a line that are looked at, and lines before the end that a verdict stands among. */
const looked = 240;
const lastLines = 8;

/** The line, as pasted, that says that all which a source tells of went well in the end; nothing fails behind it. */
export const cleanEndIn = ({
  text,
  lineOf,
  textMatches,
}: ReadSource): Readonly<{ line: number; words: string }> | undefined => {
  const faults = faultLines({ textMatches });
  const last = linesOf(text)
    .map(({ from, to }) => ({
      line: lineOf(from),
      words: text.slice(from, Math.min(to, from + looked)).trim(),
    }))
    .filter(({ words }) => words !== "")
    .slice(-lastLines);
  const at = last.findLastIndex(
    ({ line, words }) => faults.has(line) || complaint.test(words) || verdict.test(words),
  );
  const end = last[at];
  if (!end || faults.has(end.line) || complaint.test(end.words)) return undefined;
  return end;
};
