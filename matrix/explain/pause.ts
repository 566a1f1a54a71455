import { gap } from "./excerpt.ts";
import { shapeOf } from "./good-end.ts";
import { hasTimeOfCertificate } from "./time-in.ts";

/** Of a time of day, in seconds; null where the line has none of its own. */
const secondsOf = (line: string): number | null => {
  if (hasTimeOfCertificate(line)) return null;
  const match = /(?:^|[\sT[])([01]\d|2[0-3]):([0-5]\d):([0-5]\d)\b/.exec(line.slice(0, 200));
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : null;
};

/** Load balancers drop from 60 s (many proxies), 240 s (Azure) or 350 s (AWS NLB) of silence on. */
const noticeable = 240;

/** A connection that was being opened had not been idle, and one that carried an answer was there. */
const opening =
  /handshake|preface|\bdial(?:ing)?\b|\bconnect(?:ing)? to\b|\bHTTP status\b|\bcontent-type\b/i;

const failing = /fail|error|unavailable|closed|reset|broken/i;

/**
 * The offset of the first line that comes after a pause, in seconds, long enough to lose an idle connection. What failed so
 * before the pause has not waited for it.
 *
 * @param last - the offset of the last fault, behind which no pause has lost anything.
 */
export const pauseIn = (
  text: string,
  last = text.length,
): Readonly<{ at: number; seconds: number }> | undefined => {
  const failedBefore = new Set<string>();
  let before: number | null = null;
  let at = 0;
  for (const line of text.split("\n")) {
    if (at > last) return undefined;
    if (line === gap) before = null;
    const now = secondsOf(line);
    if (now !== null) {
      if (
        before !== null &&
        now - before >= noticeable &&
        failing.test(line) &&
        !opening.test(line) &&
        !failedBefore.has(shapeOf(line))
      ) {
        return { at, seconds: now - before };
      }
      before = now;
    }
    if (failing.test(line)) failedBefore.add(shapeOf(line));
    at += line.length + 1;
  }
  return undefined;
};
