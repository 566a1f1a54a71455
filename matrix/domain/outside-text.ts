import { type Escapes, withoutSecrets } from "./redaction/redaction.ts";

/** Longest text of one field: an error with its chain, a reason, a line of a log. */
const fieldLimitCharacters = 4096;

/** Longest text of one process: enough for a stack trace, small enough to read. */
export const logLimitCharacters = 16_384;

/** Which part of a text that is too long is kept: an error says what matters first, a log last. */
export type Kept = "beginning" | "end";

/**
 * The one gate for text from outside: what a program printed or answered, what a file or a peer said. Afterwards
 * it has no private key, no token and no TLS secret, nothing that moves a terminal's cursor or turns the
 * direction of reading, and at most the given number of characters and a note of how many were left out. Line
 * feeds and tabs stay. What was cleaned is not changed by being cleaned again.
 *
 * Its time is linear in the length of the text, and is at most that of 256 KiB where the beginning is kept. Of what was not
 * read, the characters that were left out are counted as they came.
 */
export const clean = (
  text: string,
  limitCharacters: number = fieldLimitCharacters,
  kept: Kept = "beginning",
): string => (text === "" ? text : bounded(text, "removed", limitCharacters, kept));

/** The same on one line: line feeds and tabs become spaces. */
export const cleanLine = (text: string, limitCharacters: number = fieldLimitCharacters): string =>
  bounded(text, "removed", limitCharacters, "beginning", (cleaned) =>
    cleaned.replaceAll("\n", " ").replaceAll("\t", " ").trim(),
  );

/**
 * Text from outside that has not passed the gate. It becomes a string only by {@link clean}: so does an
 * interpolation, a concatenation or JSON of it.
 */
export class OutsideText {
  readonly #raw: string;

  constructor(raw: string) {
    this.#raw = raw;
  }

  /** As it came. For parsers alone: what they take out of it is text from outside again. */
  get raw(): string {
    return this.#raw;
  }

  clean(limitCharacters?: number, kept?: Kept): string {
    return clean(this.#raw, limitCharacters, kept);
  }

  cleanLine(limitCharacters?: number): string {
    return cleanLine(this.#raw, limitCharacters);
  }

  /** One line as it came, what nobody would see spelled as `\\u001b`: there it may be what is wrong. */
  shown(limitCharacters: number = fieldLimitCharacters): string {
    return bounded(withoutOuterSpace(this.#raw), "spelled", limitCharacters, "beginning");
  }

  /** The last line that is not empty, or `otherwise`. */
  lastLine(otherwise: string): string {
    const lines = this.clean(logLimitCharacters, "end").trimEnd().split("\n");
    return lines.at(-1)?.trim() || otherwise;
  }

  toString(): string {
    return this.clean();
  }

  toJSON(): string {
    return this.clean();
  }
}

/** Unlike `trim`, it leaves a byte order mark. */
const withoutOuterSpace = (text: string): string => {
  const isSpace = (at: number) => " \t\r\n".includes(text.charAt(at));
  let [from, to] = [0, text.length];
  while (from < to && isSpace(from)) from++;
  while (to > from && isSpace(to - 1)) to--;
  return text.slice(from, to);
};

const noteOf = (left: number, kept: Kept) =>
  kept === "beginning"
    ? ` [${left} characters after this left out]`
    : `[${left} characters before this left out]\n`;

const note =
  / \[\d{1,12} characters after this left out\]$|^\[\d{1,12} characters before this left out\]\n/;

/**
 * How far behind what is kept a text is read for its secrets: further than the longest private key goes, whatever stands
 * before its lines and however it is spelled.
 */
const reachCharacters = 256 * 1024;

/**
 * Cleans a text and cuts it. Where the beginning is kept, no more is read than could be and the reach behind it: a secret is
 * known by what stands before it, or by what stands behind it within a key's length. Where the end is kept, all is read.
 */
const bounded = (
  text: string,
  escapes: Escapes,
  limit: number,
  kept: Kept,
  finish: (cleaned: string) => string = (cleaned) => cleaned,
): string => {
  const reach = kept === "beginning" ? limit + reachCharacters : text.length;
  const unread = Math.max(0, text.length - reach);
  const cleaned = finish(withoutSecrets(unread > 0 ? text.slice(0, reach) : text, escapes));
  const left = Math.max(0, cleaned.length - limit) + unread;
  // A text that was cut before has its note beyond the limit.
  return left === 0 || cleaned.replace(note, "").length + unread <= limit
    ? cleaned
    : cut(cleaned, limit, kept, left);
};

/** @param left - how many characters the note says are left out. */
const cut = (text: string, limit: number, kept: Kept, left: number): string => {
  if (kept === "beginning") {
    const end = isLowSurrogate(text.charCodeAt(limit)) ? limit - 1 : limit;
    return `${text.slice(0, end)}${noteOf(left, kept)}`;
  }
  const from = text.length - limit;
  const start = isLowSurrogate(text.charCodeAt(from)) ? from + 1 : from;
  return `${noteOf(left, kept)}${text.slice(start)}`;
};

const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
