import { isLetter, type Words } from "./required-words.ts";

/** Letters of a word by which it is known: its last ones. */
const known = 12;

/** Of five bits each, the last six letters and the six before them. */
const half = 6;
const mask = 2 ** (5 * half) - 1;
const gramMask = 2 ** 15 - 1;

/** For each code unit five bits, 0 for what is no letter. Letters beyond ASCII share five values. */
export const letterValues: Uint8Array = ((): Uint8Array => {
  const values = new Uint8Array(0x10000);
  for (let code = 0; code < values.length; code++) {
    if (isLetter(code)) values[code] = code < 0x80 ? (code | 0x20) - 0x60 : 27 + (code % 5);
  }
  return values;
})();

const letterValue = (code: number): number => letterValues[code] ?? 0;

/** `head` and `tail`: the letters' values, the last letter in the lowest bits. */
type Known = Readonly<{
  id: number;
  /** The length of a word that no letter touches, or 0. */
  alone: number;
  tail: number;
  head: number;
  tailMask: number;
  headMask: number;
}>;

/**
 * Finds which of many words stand in a text, in one pass over its letters. What stands between letters does not part
 * them, so that a word is found where a line's end breaks it; a word may also be found that is none, of letters that
 * share a value or stand apart.
 */
export class WordFinder {
  /** By the last three letters, the place of its first word in `chains`, or 0. */
  readonly #byGram: Uint16Array = new Uint16Array(gramMask + 1);
  readonly #chains: readonly (readonly Known[])[];

  /** @param words - ids are their places. */
  constructor(words: Words) {
    const chains = new Map<number, Known[]>();
    for (const [id, word] of words.entries()) {
      for (const one of knownForms(id, word)) {
        const chain = chains.get(one.gram) ?? [];
        chain.push(one.known);
        chains.set(one.gram, chain);
      }
    }
    this.#chains = [[], ...chains.values()];
    for (const [index, gram] of [...chains.keys()].entries()) this.#byGram[gram] = index + 1;
  }

  /** Whether a word may end with these letters; for a pass of somebody else's. */
  get grams(): Uint16Array {
    return this.#byGram;
  }

  /** Words that end with these letters. @param place - what `grams` has for the last three of them. */
  ending(place: number, tail: number, head: number): readonly number[] {
    const ids: number[] = [];
    for (const one of this.#chains[place] ?? []) {
      if ((tail & one.tailMask) === one.tail && (head & one.headMask) === one.head)
        ids.push(one.id);
    }
    return ids;
  }

  /** Whether a word ends with these letters, the last of which stands at `at`; a word that stands alone must do so. */
  isIn(text: string, at: number, place: number, tail: number, head: number): boolean {
    const chain = this.#chains[place] ?? [];
    for (let index = 0; index < chain.length; index += 1) {
      const one = chain[index];
      if (!one || (tail & one.tailMask) !== one.tail || (head & one.headMask) !== one.head)
        continue;
      if (one.alone === 0 || standsAlone(text, at, one.alone)) return true;
    }
    return false;
  }

  /** Ids of the words in a text. */
  in(text: string): ReadonlySet<number> {
    const found = new Set<number>();
    let tail = 0;
    let head = 0;
    for (let at = 0; at < text.length; at += 1) {
      const value = letterValue(text.charCodeAt(at));
      if (value === 0) continue;
      head = ((head << 5) | (tail >>> (5 * (half - 1)))) & mask;
      tail = ((tail << 5) | value) & mask;
      const place = this.#byGram[tail & gramMask] ?? 0;
      if (place === 0) continue;
      for (const id of this.ending(place, tail, head)) found.add(id);
    }
    return found;
  }
}

/** Where the word is in parts, it may. */
const standsAlone = (text: string, at: number, length: number): boolean => {
  for (let back = 0; back < length; back += 1) {
    if (letterValue(text.charCodeAt(at - back)) === 0) return true;
  }
  return (
    letterValue(text.charCodeAt(at + 1)) === 0 && letterValue(text.charCodeAt(at - length)) === 0
  );
};

/** A word of two letters is known by whatever stands before it. */
const knownForms = (id: number, marked: string): readonly { gram: number; known: Known }[] => {
  const word = marked.trim();
  const values = [...word.slice(-known)].map((letter) => letterValue(letter.charCodeAt(0)));
  const packed = (some: readonly number[]): number => some.reduce((sum, one) => sum * 32 + one, 0);
  const tail = packed(values.slice(-half));
  const head = packed(values.slice(0, -half));
  const one: Known = {
    id,
    alone: marked === word ? 0 : word.length,
    tail,
    head,
    tailMask: 2 ** (5 * Math.min(values.length, half)) - 1,
    headMask: 2 ** (5 * Math.max(values.length - half, 0)) - 1,
  };
  if (values.length >= 3) return [{ gram: tail & gramMask, known: one }];
  return Array.from({ length: 32 }, (_, before) => ({ gram: before * 1024 + tail, known: one }));
};
