import { type Line, linesOf } from "./lines.ts";
import { MappedParts, type MappedText } from "./mapped-text.ts";
import { standsAlone } from "./record-beginning.ts";
import { blockAt } from "./yaml-blocks.ts";

/** No terminal or mail is narrower: a shorter line ends because its text does. */
const narrowest = 36;

/** Lines that one message is broken into, at most. */
const longest = 60;

const lengthOf = (line: Line | undefined): number => (line ? line.to - line.from : 0);

/** Quotation marks and the like that stand on the first line alone. */
const slack = 3;

/** Of a text that somebody has typed or laid out: how much shorter than the others a long line may be that breaks within a sentence. */
const slackOfSentence = 24;
const longEnough = 60;

/** A line that ends with a small letter, before one that begins with a word in small letters. */
const endsWithin = (end: string, following: string): boolean =>
  /[a-z]$/.test(end) && /^[a-z]{2,20} [a-z]/.test(following);

const indentOf = (line: string): number => /^ {0,200}/.exec(line)?.[0].length ?? 0;

/** Whether a line stands indented, and less than the one above it: another item. A terminal breaks at its first column. */
const stepsBack = (before: string, following: string): boolean =>
  indentOf(following) > 0 && indentOf(following) < indentOf(before);

const opening = (line: string): string => line.trimStart().slice(0, 8);

/** Whether a line's text may go on in the next: it is full, for the lines around it, and the next begins no record; or a block of YAML has both. */
export const isBroken = (text: string, lines: readonly Line[], index: number): boolean => {
  const line = lines[index];
  const next = lines[index + 1];
  if (!line || !next || lengthOf(line) === 0 || lengthOf(next) === 0) return false;
  const block = blockAt(text, lines, index);
  if (block === "folded") return true;
  const following = text.slice(next.from, Math.min(next.to, next.from + 200));
  if (standsAlone(following, text.slice(Math.max(line.from, line.to - 40), line.to))) return false;
  const own = text.slice(line.from, Math.min(line.to, line.from + 200));
  // Lines that open alike are a list, not one line.
  if (opening(following) === opening(own) || stepsBack(own, following)) return false;
  if (block === "literal") return true;
  const word = /^\s*(\S*)/.exec(following)?.[1]?.length ?? 0;
  const near = [-2, -1, 0, 1, 2].map((step) => lines[index + step]);
  const isWithin =
    lengthOf(line) >= longEnough && endsWithin(text.slice(line.to - 1, line.to), following);
  const room = isWithin ? slackOfSentence : slack;
  /** A folding counts the indent of its lines, or does not. */
  const isFull = (length: (line: Line | undefined) => number): boolean =>
    length(line) + 1 + word + room >= Math.max(...near.map(length));
  const indented = (one: Line | undefined): number =>
    one ? text.slice(one.from, Math.min(one.to, one.from + 2000)).trimStart().length : 0;
  // A line may also be short because a long word comes next.
  return (
    (lengthOf(line) >= narrowest || word >= narrowest) && (isFull(lengthOf) || isFull(indented))
  );
};

/**
 * The text with the lines joined that a terminal or a mail may have broken, within a word or at a blank.
 *
 * @returns the joined stretches alone, a line feed after each; empty where nothing is to join.
 */
export const unwrapped = (source: MappedText, joint: "" | " "): MappedText => {
  const { text } = source;
  const lines = linesOf(text);
  const parts = new MappedParts(source);
  for (let index = 0; index < lines.length; index += 1) {
    const first = index;
    while (index - first < longest && isBroken(text, lines, index)) index += 1;
    if (index === first) continue;
    for (const line of lines.slice(first, index + 1)) {
      if (line === lines[first]) {
        parts.copy(line.from, line.to);
        continue;
      }
      parts.put(joint, line.from - 1);
      const indent = /^[ \t]*/.exec(text.slice(line.from, line.to))?.[0].length ?? 0;
      // A break within a line may leave its blank at the beginning of the next.
      parts.copy(line.from + (joint === "" && indent === 1 ? 0 : indent), line.to);
    }
    parts.put("\n", lines[index]?.from ?? 0);
  }
  return parts.whole();
};
