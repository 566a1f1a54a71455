/** One thing less in a source file. */
export type Mutant = Readonly<{
  /** Relative to the project's root. */
  file: string;
  line: number;
  /** What is taken out, on one line. */
  what: string;
  edit: Edit;
}>;

/** `to` exclusive. */
export type Edit = Readonly<{ from: number; to: number; instead: string }>;

/** @param edits - in the order of the text, none within another. */
export const edited = (text: string, edits: readonly Edit[]): string => {
  let done = 0;
  const parts = edits.flatMap(({ from, to, instead }) => {
    const part = text.slice(done, from);
    done = to;
    return [part, instead];
  });
  return parts.join("") + text.slice(done);
};

/** A longer one is cut where it is printed. */
const longestWhat = 110;

export const onOneLine = (text: string): string => {
  const line = text.replace(/\s+/g, " ");
  return line.length > longestWhat ? `${line.slice(0, longestWhat - 1)}…` : line;
};
