import { withoutOpeners } from "./openers.ts";
import type { ReadSource } from "./read-text-matches.ts";
import { type Line, linesOf } from "./unwrapped.ts";

/** UTF-16 units that two lines do not begin with by chance. */
const shortest = 8;

/** Lines with a fault that a later one is held against, at most. */
const mostBegun = 64;

/** What ends the name of what is waited for. */
const lastMark = /[:.=](?=\s[^:.=]{0,80}$)/;

/** How a loop says that it need not wait any longer. */
const endsWell =
  /^[\s.:=-]{0,8}(?:open|up|ok|ready|done|connected|reachable|available|healthy|succe\w{2,8})\b[^\n]{0,24}$/i;

/** A line that begins as one with a fault did, and ends well where that one had its fault; both by their places in the text. */
type EndedLoop = Readonly<{ before: Line; last: Line }>;

/** Loops that waited for something, line by line, and got it: "waiting for kv:50051... open". */
export const endedLoops = ({ text, lineOf, textMatches }: ReadSource): readonly EndedLoop[] => {
  const faults = new Map(
    textMatches.flatMap(({ fact, line, quote }) =>
      fact.fact === "connected" ? [] : [[line, quote] as const],
    ),
  );
  let begun: Readonly<{ words: string; at: Line }>[] = [];
  return linesOf(text).flatMap((at): readonly EndedLoop[] => {
    const words = withoutOpeners(text.slice(at.from, at.to));
    const quote = faults.get(lineOf(at.from));
    if (quote !== undefined) {
      const before = words.slice(0, Math.max(0, words.indexOf(quote)));
      const beginning = before.slice(0, before.search(lastMark) + 1);
      if (beginning.length >= shortest) {
        begun = [...begun.slice(1 - mostBegun), { words: beginning, at }];
      }
      return [];
    }
    const ended = begun.filter(
      (one) => words.startsWith(one.words) && endsWell.test(words.slice(one.words.length)),
    );
    begun = begun.filter((one) => !ended.includes(one));
    return ended.map((one) => ({ before: one.at, last: at }));
  });
};
