export type Line = Readonly<{ from: number; to: number }>;

export const linesOf = (text: string): readonly Line[] => {
  const lines: Line[] = [];
  for (let from = 0; from <= text.length; ) {
    const end = text.indexOf("\n", from);
    const to = end < 0 ? text.length : end;
    lines.push({ from, to });
    from = to + 1;
  }
  return lines;
};

/** Lines with what is looked at of each: its first UTF-16 units. */
export const linesIn = (
  text: string,
  looked: number,
): readonly (Line & Readonly<{ words: string }>)[] =>
  linesOf(text).map(({ from, to }) => ({
    from,
    to,
    words: text.slice(from, Math.min(to, from + looked)),
  }));
