/** Whether a text has a word in it; capitals are letters like others. */
export type HasWord = (word: string) => boolean;

/** Five bits for a letter: ASCII's capitals and small letters are 32 apart, and three letters make one of these. */
const trigrams = 1 << 15;

/** A unit that is not of ASCII is no letter of a word. */
const trigramBehind = (trigram: number, unit: number): number =>
  ((trigram << 5) | (unit < 0x80 ? unit & 31 : 0)) & (trigrams - 1);

const trigramsOf = (word: string): readonly number[] => {
  const units = [...word].map((unit) => unit.charCodeAt(0));
  return units
    .map((_, at) => units.slice(at, at + 3).reduce(trigramBehind, 0))
    .slice(0, units.length - 2);
};

/** So many units that few of the trigrams are in one of them by chance; it overlaps the one before it. */
const windowLength = 4096;
const overlap = 32;

/** Of each trigram the number of the last window that had it: nothing has to be emptied for the next one. */
const lastWindow = new Uint32Array(trigrams);
let windows = 0;

/**
 * Looks for many words at once, which are written in lower case, have three letters or more and fewer than an overlap has.
 * Only where the trigrams of a word are is it searched for: that takes less time than an expression of all words does.
 */
export const wordFinder = (words: readonly string[]): ((text: string) => HasWord) => {
  const wanted = [...new Set(words)].map((word) => ({ word, parts: trigramsOf(word) }));
  return (text) => {
    const found = new Set<string>();
    for (let from = 0; from < text.length; from += windowLength - overlap) {
      const to = Math.min(from + windowLength, text.length);
      noteTrigrams(text, from, to);
      const likely = wanted.filter(
        ({ word, parts }) =>
          !found.has(word) && parts.every((part) => lastWindow[part] === windows),
      );
      if (likely.length === 0) continue;
      const lower = text.slice(from, to).toLowerCase();
      for (const { word } of likely) if (lower.includes(word)) found.add(word);
    }
    return (word) => found.has(word);
  };
};

const noteTrigrams = (text: string, from: number, to: number): void => {
  windows = (windows + 1) >>> 0;
  let trigram = 0;
  for (let at = from; at < to; at++) {
    trigram = trigramBehind(trigram, text.charCodeAt(at));
    lastWindow[trigram] = windows;
  }
};
