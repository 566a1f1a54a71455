import type { Fact, Role, Stack } from "../../domain/fact.ts";

/** One text of a stack, and what it states. */
export type Row = Readonly<{
  /** Without the flags g and y. Every repetition is bounded, so that reading is linear in the text. */
  pattern: RegExp;
  /** @returns undefined where the match turns out to state nothing. */
  state(match: RegExpMatchArray): Fact | undefined;
  stack: Stack;
  /** The only role that prints this text; null where both do. */
  role: Role | null;
  /** Version and source file in which the text was read, or under which it was measured. */
  seen: string;
  /** A text that the pattern matches. */
  example: string;
}>;

type Origin = Readonly<{ stack: Stack; seen: string; role?: Role }>;
type Statement = Fact | ((match: RegExpMatchArray) => Fact | undefined);

/** A verbatim text, or a shape with an example of it. */
type Entry =
  | readonly [text: string, fact: Fact, role?: Role]
  | readonly [pattern: RegExp, fact: Statement, example: string, role?: Role];

/** Rows of one source. The role of an entry outranks its origin's. */
export const rowsFrom = (origin: Origin, entries: readonly Entry[]): readonly Row[] =>
  entries.map((entry) => {
    const { stack, seen } = origin;
    if (isVerbatim(entry)) {
      const [text, fact, role = origin.role ?? null] = entry;
      return { pattern: verbatim(text), state: () => fact, stack, role, seen, example: text };
    }
    const [pattern, fact, example, role = origin.role ?? null] = entry;
    const state = typeof fact === "function" ? fact : () => fact;
    return { pattern, state, stack, role, seen, example };
  });

const isVerbatim = (entry: Entry): entry is Extract<Entry, readonly [string, ...unknown[]]> =>
  typeof entry[0] === "string";

/** The text itself, not inside a longer word. */
const verbatim = (text: string): RegExp => {
  const escaped = text.replace(/[$()*+.?[\\\]^{|}/]/g, "\\$&");
  const opens = /^\w/.test(text) ? "(?<!\\w)" : "";
  const closes = /\w$/.test(text) ? "(?!\\w)" : "";
  return new RegExp(opens + escaped + closes);
};

/** Group `index` as a number; null where it did not take part or is none. */
export const numberIn = (match: RegExpMatchArray, index = 1): number | null => {
  const text = match[index];
  return text === undefined || !/^\d+$/.test(text) ? null : Number(text);
};

/** Group `index` without surrounding blanks, backslashes and quotes; null where nothing is left. */
export const textIn = (match: RegExpMatchArray, index = 1): string | null =>
  trimmed(match[index] ?? "") || null;

const edge = /[\s"'\\]/;

const trimmed = (text: string): string => {
  let from = 0;
  let to = text.length;
  while (from < to && edge.test(text[from] ?? "")) from += 1;
  while (to > from && edge.test(text[to - 1] ?? "")) to -= 1;
  return text.slice(from, to);
};
