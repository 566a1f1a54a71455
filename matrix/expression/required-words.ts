import { type CodeUnits, complement, onlyMember, overlap } from "./code-units.ts";
import type { Expression } from "./parse-expression.ts";

/**
 * Words of which a text holds at least one wherever the expression matches it. Of a short one that no letter touches
 * there, that is said by a blank on either side.
 */
export type Words = readonly string[];

/** A shorter word stands in too many texts to tell anything; of letters beyond ASCII two are enough. */
const isLongEnough = (word: string): boolean =>
  word.length >= 3 || (word.length === 2 && word.charCodeAt(0) > 0x7f);

/**
 * The words that a match cannot do without: runs of letters, those of ASCII in lower case, as they stand in the text with nothing
 * between.
 *
 * @returns null where a match needs none.
 */
export const requiredWords = (expression: Expression): Words | null => {
  switch (expression.kind) {
    case "unit":
    case "sequence":
      return ofSequence(expression.kind === "unit" ? [expression] : expression.parts);
    case "choice": {
      const each = expression.parts.map(requiredWords);
      return each.every((words) => words !== null) ? [...new Set(each.flat())] : null;
    }
    case "repeat":
      return expression.least > 0 ? requiredWords(expression.part) : null;
    case "look":
      return expression.negative ? null : requiredWords(expression.part);
    default:
      return null;
  }
};

/** The best of what its parts need and of the words that it spells itself. */
const ofSequence = (parts: readonly Expression[]): Words | null => {
  const found: Words[] = [];
  let word = "";
  /** Whether no letter can stand before the word. */
  let opens = false;
  const end = (closes: boolean): void => {
    if (isLongEnough(word))
      found.push([opens && closes && word.length <= longestShort ? ` ${word} ` : word]);
    word = "";
  };
  for (const part of flattened(parts)) {
    const letter = part.kind === "unit" ? letterOf(part.of) : null;
    if (letter !== null) {
      word += letter;
      continue;
    }
    const parting = isParting(part);
    end(parting);
    opens = parting;
    const inner = part.kind === "unit" ? null : requiredWords(part);
    if (inner) found.push(inner);
  }
  end(false);
  return found.reduce<Words | null>(
    (best, words) => (best === null || worth(words) > worth(best) ? words : best),
    null,
  );
};

/** Words up to this length stand in others by chance. */
const longestShort = 4;

const letters: CodeUnits = [
  [0x41, 0x5a],
  [0x61, 0x7a],
];

/** Whether beside it no letter can stand that touches a word: a character that is none, or an edge of a word. */
const isParting = (part: Expression): boolean => {
  switch (part.kind) {
    case "unit":
      return !overlap(part.of, letters) && part.of.every(([, to]) => to < 0x80);
    case "boundary":
    case "begin":
    case "end":
      return true;
    case "look":
      return (
        part.negative &&
        part.part.kind === "unit" &&
        complement(part.part.of).every(([from, to]) => !overlap([[from, to]], letters))
      );
    default:
      return false;
  }
};

/** Groups that stand once are a part of what stands around them. */
const flattened = (parts: readonly Expression[]): readonly Expression[] =>
  parts.flatMap((part) => (part.kind === "sequence" ? flattened(part.parts) : [part]));

/** Long words tell more than short ones, one more than one of many. */
const worth = (words: Words): number =>
  Math.min(...words.map((word) => Math.min(word.trim().length, 10))) - words.length / 4;

/** Letters beyond ASCII stand for themselves: what has two forms there is not taken for a letter. */
const letterOf = (set: CodeUnits): string | null => {
  const [first, second] = set;
  const single =
    onlyMember(set) ?? (second && set.length === 2 && isCasePair(set) ? second[0] : null);
  if (single === null || first === undefined) return null;
  if (!isLetter(single)) return null;
  const letter = String.fromCharCode(single);
  return single < 0x80 ? letter.toLowerCase() : letter;
};

const isCasePair = ([upper, lower]: CodeUnits): boolean =>
  upper !== undefined &&
  lower !== undefined &&
  upper[0] === upper[1] &&
  lower[0] === lower[1] &&
  upper[0] >= 0x41 &&
  upper[0] <= 0x5a &&
  lower[0] === upper[0] + 32;

/** Whether a code unit counts as a letter: a to z, and whatever lies beyond Latin-1's signs. */
export const isLetter = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || isBeyond(code);

/** General punctuation, where a pasted text has its quotation marks and blanks, is none. */
const isBeyond = (code: number): boolean =>
  code >= 0xc0 && !(code >= 0x2000 && code <= 0x2bff) && code !== 0xfeff;
