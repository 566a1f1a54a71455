/** A text made of another. `at`: for each UTF-16 unit, the offset in the first text that it came from. */
export type MappedText = Readonly<{ text: string; at: Uint32Array }>;

export const mapped = (text: string): MappedText => ({
  text,
  at: Uint32Array.from({ length: text.length }, (_, index) => index),
});

/**
 * Every match replaced. What stands in a match's place came from where the match began.
 *
 * @param pattern - with the flag g.
 */
export const replaced = (
  { text, at }: MappedText,
  pattern: RegExp,
  replacement: (match: RegExpMatchArray) => string,
): MappedText => {
  const parts: string[] = [];
  const places: number[] = [];
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    if (match[0].length === 0) continue;
    const put = replacement(match);
    parts.push(text.slice(done, match.index), put);
    for (let index = done; index < match.index; index += 1) places.push(at[index] ?? 0);
    for (let index = 0; index < put.length; index += 1) places.push(at[match.index] ?? 0);
    done = match.index + match[0].length;
  }
  if (done === 0) return { text, at };
  parts.push(text.slice(done));
  for (let index = done; index < text.length; index += 1) places.push(at[index] ?? 0);
  return { text: parts.join(""), at: Uint32Array.from(places) };
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
