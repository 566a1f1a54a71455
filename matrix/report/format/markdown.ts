/**
 * The only place where a value becomes markdown (CommonMark 0.31.2, and GFM for tables):
 *
 * 1. `prose` is for text from outside: all that could be markup is written so that it shows as it is;
 * 2. `ownProse` is for the tool's own sentences, in which code spans are markup;
 * 3. `codeSpan` and `codeBlock` show a text as it is, whatever backticks are in it;
 * 4. a row is made by `row` alone, since a bar ends a cell even within a code span.
 */
import { clean, cleanLine } from "../../domain/outside-text.ts";

/** Text from outside, on one line. */
export const prose = (text: string): string =>
  cleanLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`[\]~|]/g, "\\$&")
    // Within a word an underscore is none, and between spaces an asterisk (section 6.2).
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|\*(?=\S)|(?<=\S)\*/g, "\\$&")
    .replace(blockStart, "\\$&")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");

/** What begins a heading, a list or a rule. */
const blockStart = /^(?:#|[-+=])/;

/** Prose of the tool's own, in which only code spans are markup. */
export const ownProse = (text: string): string =>
  text
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/<|\*(?=\S)|(?<=\S)\*/g, "\\$&")))
    .join("");

/** As code on one line. What a reader without code spans would run is written as prose. */
export const codeSpan = (text: string): string => {
  const line = cleanLine(text);
  if (runs.test(line)) return prose(line);
  const fence = fenceFor(line, 1);
  const pad = line === "" || /^`|`$|^ .* $/.test(line) ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
};

/** Elements of HTML that run something or load something. */
const runs = /<[/!?]?(?:script|iframe|img|svg|style|object|embed|link|meta|base|form)/i;

/** As a block of code, its lines as they are. */
export const codeBlock = (text: string): readonly string[] => {
  const lines = clean(text).trimEnd();
  const fence = fenceFor(lines, 3);
  return [`${fence}text`, lines, fence];
};

const fenceFor = (text: string, shortest: number): string => {
  const longest = (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 0);
  return "`".repeat(Math.max(longest + 1, shortest));
};

/** A row of a table, of cells that are markdown. What is escaped already stays so. */
export const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replace(/\\.|\|/gs, barred).replaceAll("\n", " ")).join(" | ")} |`;

/** Of a backslash and what it escapes, or of a bare bar. */
const barred = (found: string): string => (found === "|" ? "\\|" : found);

/** The line under a table's head. */
export const ruler = (columns: number, alignedFrom = columns): string =>
  `|${Array.from({ length: columns }, (_, at) => (at < alignedFrom ? "---|" : ":-:|")).join("")}`;
