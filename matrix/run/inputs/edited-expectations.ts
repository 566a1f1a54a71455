import { isNode, parseDocument } from "yaml";

/** What becomes of the entry at a place in the list, which is counted from 0. */
export type Edit = Readonly<
  { at: number } & ({ kind: "remove" } | { kind: "set"; path: readonly string[]; value: string })
>;

/**
 * A file of expectations with edits in it; all else stays as it is written, byte for byte. With a removed entry goes the
 * comment right above it; one that a blank line parts from it stays.
 *
 * @param text - YAML that {@link checkedYaml} has read.
 */
export const editedExpectations = (text: string, edits: readonly Edit[]): string => {
  const document = parseDocument(text);
  const replacements = edits.flatMap((edit): Replacement[] => {
    const path = edit.kind === "set" ? edit.path : [];
    const node = document.getIn([edit.at, ...path], true);
    if (!isNode(node) || !node.range) return [];
    const [from, to] = node.range;
    return edit.kind === "set"
      ? [{ from, to, by: JSON.stringify(edit.value) }]
      : [removal(text, startOfEntry(text, from), endOfEntry(text, to))];
  });
  // From the last, so that the offsets of the others stay.
  return replacements
    .toSorted((a, b) => b.from - a.from)
    .reduce((edited, { from, to, by }) => `${edited.slice(0, from)}${by}${edited.slice(to)}`, text);
};

type Replacement = Readonly<{ from: number; to: number; by: string }>;

/** Where nothing follows, the blank lines above go too. */
const removal = (text: string, start: number, to: number): Replacement => {
  let from = start;
  while (to === text.length && text[from - 2] === "\n") from--;
  return { from, to, by: "" };
};

/** The start of its line, or of the comment lines right above. */
const startOfEntry = (text: string, offset: number): number => {
  let start = text.lastIndexOf("\n", offset) + 1;
  while (start > 0) {
    const above = text.lastIndexOf("\n", start - 2) + 1;
    if (text[above] !== "#") break;
    start = above;
  }
  return start;
};

/** Behind the blank lines that follow it. */
const endOfEntry = (text: string, offset: number): number => {
  let end = text.indexOf("\n", offset - 1) + 1 || text.length;
  while (text[end] === "\n") end++;
  return end;
};
