/** A text made of another. `at`: for each UTF-16 unit, the offset in the first text that it came from. */
export type MappedText = Readonly<{ text: string; at: Uint32Array }>;

export const mapped = (text: string): MappedText => ({
  text,
  at: new Uint32Array(text.length).map((_, index) => index),
});

/** Puts a text together, of parts of another and of what stands in the place of some. */
export class MappedParts {
  readonly #source: MappedText;
  readonly #parts: string[] = [];
  readonly #places: (readonly [length: number, from: number, isCopy: boolean])[] = [];
  #length = 0;

  constructor(source: MappedText) {
    this.#source = source;
  }

  copy(from: number, to: number): void {
    this.#add(this.#source.text.slice(from, to), from, true);
  }

  /** @param place - the offset in the source that it comes from. */
  put(text: string, place: number): void {
    this.#add(text, place, false);
  }

  #add(text: string, from: number, isCopy: boolean): void {
    if (text.length === 0) return;
    this.#parts.push(text);
    this.#places.push([text.length, from, isCopy]);
    this.#length += text.length;
  }

  whole(): MappedText {
    const at = new Uint32Array(this.#length);
    let done = 0;
    for (const [length, from, isCopy] of this.#places) {
      if (isCopy) at.set(this.#source.at.subarray(from, from + length), done);
      else at.fill(this.#source.at[from] ?? 0, done, done + length);
      done += length;
    }
    return { text: this.#parts.join(""), at };
  }
}

/**
 * Every match replaced. What stands in a match's place came from where the match began.
 *
 * @param pattern - with the flag g.
 */
export const replaced = (
  source: MappedText,
  pattern: RegExp,
  replacement: (match: RegExpMatchArray) => string,
): MappedText => {
  const parts = new MappedParts(source);
  let done = 0;
  for (const match of source.text.matchAll(pattern)) {
    if (match[0].length === 0) continue;
    parts.copy(done, match.index);
    parts.put(replacement(match), match.index);
    done = match.index + match[0].length;
  }
  if (done === 0) return source;
  parts.copy(done, source.text.length);
  return parts.whole();
};

/** Number of the line, from 1, of each offset asked for: a search in the offsets of line feeds. */
export const lineFinder = (text: string): ((offset: number) => number) => {
  const ends: number[] = [];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) ends.push(end);
  return (offset) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
};
