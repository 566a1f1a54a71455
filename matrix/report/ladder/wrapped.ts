import { cleanLine } from "../../domain/outside-text.ts";
import { columnsOf } from "./columns-of.ts";

/**
 * Text in lines of at most `columns` columns of a terminal. Breaks at spaces, and inside a word that is wider
 * than a line. Lines after the first begin with `indent`. The text passes the gate, and runs of white space become one
 * space. Nothing but white space gives one empty line.
 *
 * @param columns - at least 2 more than the indent has.
 */
export const wrapped = (text: string, columns: number, indent = ""): readonly string[] => {
  const lines: string[] = [];
  let line = "";
  let start = "";
  /** Of the line so far. */
  let width = 0;
  const turn = () => {
    lines.push(line);
    line = indent;
    start = indent;
    width = columnsOf(indent);
  };
  const add = (more: string) => {
    line += more;
    width += columnsOf(more);
  };
  for (const word of printable(text).split(" ").filter(Boolean)) {
    if (line !== start) {
      if (width + 1 + columnsOf(word) > columns) turn();
      else add(" ");
    }
    for (const part of width + columnsOf(word) > columns ? word : [word]) {
      if (width + columnsOf(part) > columns) turn();
      add(part);
    }
  }
  return [...lines, line];
};

/** Through the gate, white space as spaces; U+FFFD for what still shows nothing. */
const printable = (text: string) =>
  cleanLine(text)
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, "\ufffd");

/** The first `most` lines; where there are more, the last of them says so with "…". */
export const clipped = (
  lines: readonly string[],
  most: number,
  indent: string,
): readonly string[] =>
  lines.length <= most ? lines : [...lines.slice(0, most - 1), `${indent}…`];

/** The text as {@link wrapped} has it, in at most `most` lines; where that is too few, the last one ends in "…" after a word. */
export const abridged = (
  text: string,
  columns: number,
  most: number,
  indent = "",
): readonly string[] => {
  const lines = wrapped(text, columns, indent);
  if (lines.length <= most) return lines;
  const words = (lines[most - 1] ?? "").trimStart().split(" ");
  const start = most > 1 ? indent : "";
  while (words.length > 1 && columnsOf(`${start}${words.join(" ")} …`) > columns) words.pop();
  return [...lines.slice(0, most - 1), `${start}${words.join(" ")} …`];
};
