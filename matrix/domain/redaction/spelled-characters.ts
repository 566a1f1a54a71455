/** A character that is spelled with others, and where its spelling ends. */
export type Spelled = Readonly<{ character: string; end: number }>;

/**
 * The character whose spelling begins at a place: as JSON and C write it, with any number of backslashes, since JSON
 * stands in JSON; as URLs do, and as HTML does, encoded up to five times. undefined where none begins.
 *
 * A quote keeps its backslashes, which tell where a value ends.
 */
export const spelledAt = (text: string, at: number): Spelled | undefined => {
  switch (text.charCodeAt(at)) {
    case backslash:
      return afterBackslashes(text, endOfBackslashes(text, at));
    case percent:
      return withTail(text, byteOfUrl(text, at), byteOfUrl);
    case ampersand:
      return ofHtml(text, at);
    case lessThan:
      return lineBreakOfHtml(text, at);
    default:
      return undefined;
  }
};

/** Where a run of backslashes ends: a spelling begins with the whole run. */
export const endOfBackslashes = (text: string, from: number): number => {
  let at = from;
  while (text.charCodeAt(at) === backslash) at++;
  return at;
};

const backslash = 0x5c;
const percent = 0x25;
const ampersand = 0x26;
const lessThan = 0x3c;

const mostEncodings = 5;

/** What so many digits say; undefined where others stand there. */
const numberAt = (
  text: string,
  from: number,
  digits: number,
  radix: 8 | 16,
): number | undefined => {
  let number = 0;
  for (let at = from; at < from + digits; at++) {
    const digit = digitOf(text.charCodeAt(at));
    if (digit >= radix) return undefined;
    number = number * radix + digit;
  }
  return number;
};

/** Of a hexadecimal digit, of whatever case; of another unit more than any is. */
const digitOf = (unit: number): number => {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const letter = unit | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : Number.POSITIVE_INFINITY;
};

const spelled = (point: number | undefined, end: number): Spelled | undefined =>
  point === undefined ? undefined : { character: characterOf(point), end };

const characterOf = (point: number): string =>
  point > 0x10ffff ? "\ufffd" : String.fromCodePoint(point);

/** RFC 8259 section 7, and what C, Go, Python and JavaScript have beyond it. */
const afterBackslashes = (text: string, at: number): Spelled | undefined => {
  const letter = text.charAt(at);
  switch (letter) {
    case '"':
    case "'":
      return undefined;
    case "u":
      return spelled(numberAt(text, at + 1, 4, 16), at + 5) ?? inBraces(text, at + 1);
    case "U":
      return spelled(numberAt(text, at + 1, 8, 16), at + 9);
    case "x":
    case "0":
    case "1":
    case "2":
    case "3":
      return (
        withTail(text, byteAt(text, at), (whole, from) =>
          byteAt(whole, endOfBackslashes(whole, from)),
        ) ?? (letter === "0" ? { character: "\0", end: at + 1 } : undefined)
      );
    default: {
      const character = letters[letter] ?? (punctuation.includes(letter) ? letter : "");
      return character === "" ? undefined : { character, end: at + 1 };
    }
  }
};

/** The longest code point has six digits. */
const inBraces = (text: string, at: number): Spelled | undefined => {
  if (text.charAt(at) !== "{") return undefined;
  const length = text.slice(at + 1, at + 8).indexOf("}");
  return length < 1 ? undefined : spelled(numberAt(text, at + 1, length, 16), at + length + 2);
};

const byteAt = (text: string, at: number): Spelled | undefined => {
  if (text.charCodeAt(at - 1) !== backslash) return undefined;
  return text.charAt(at) === "x"
    ? spelled(numberAt(text, at + 1, 2, 16), at + 3)
    : spelled(numberAt(text, at, 3, 8), at + 3);
};

/** It stands for itself. */
const punctuation = " !#$%&()*+,-./:;<=>?@[]^_`{|}~";

/** Others stand for a character; a line that goes on after its end has a space there. */
const letters: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  e: "\u001b",
  f: "\n",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\n",
  "\n": " ",
};

/** RFC 3986 section 2.1; a percent sign that is encoded itself is "%25". */
const byteOfUrl = (text: string, from: number): Spelled | undefined => {
  if (text.charCodeAt(from) !== percent) return undefined;
  let at = from + 1;
  for (let count = 1; count < mostEncodings && text.startsWith("25", at); count++) {
    if (numberAt(text, at + 2, 2, 16) === undefined) break;
    at += 2;
  }
  return spelled(numberAt(text, at, 2, 16), at + 2);
};

/** Bytes that are spelled one by one are UTF-8 together (RFC 3629 section 3); else each is a character. */
const withTail = (
  text: string,
  first: Spelled | undefined,
  nextAt: (text: string, at: number) => Spelled | undefined,
): Spelled | undefined => {
  const lead = first?.character.charCodeAt(0) ?? 0;
  if (!first || lead < 0xc2 || lead > 0xf4) return first;
  let { end } = first;
  let point = lead & (lead < 0xe0 ? 0x1f : lead < 0xf0 ? 0x0f : 0x07);
  for (let left = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3; left > 0; left--) {
    const next = nextAt(text, end);
    const unit = next?.character.charCodeAt(0) ?? 0;
    if (!next || (unit & 0xc0) !== 0x80) return first;
    point = (point << 6) | (unit & 0x3f);
    end = next.end;
  }
  return spelled(point, end);
};

const ofHtml = (text: string, from: number): Spelled | undefined => {
  let at = from + 1;
  for (let count = 1; count < mostEncodings && text.startsWith("amp;", at); count++) {
    if (!/[#a-z]/i.test(text.charAt(at + 4))) break;
    at += 4;
  }
  if (text.charAt(at) !== "#") return named(text, at);
  return (text.charCodeAt(at + 1) | 0x20) === 0x78
    ? numbered(text, at + 2, 16)
    : numbered(text, at + 1, 10);
};

/** A code point has seven digits at most, with zeros before it. */
const numbered = (text: string, from: number, radix: 10 | 16): Spelled | undefined => {
  let at = from;
  let number = 0;
  for (let digit = digitOf(text.charCodeAt(at)); digit < radix && at < from + 7; at++) {
    number = number * radix + digit;
    digit = digitOf(text.charCodeAt(at + 1));
  }
  return at > from && text.charAt(at) === ";" ? spelled(number, at + 1) : undefined;
};

const longestName = 7;

const named = (text: string, at: number): Spelled | undefined => {
  const length = text.slice(at, at + longestName + 1).indexOf(";");
  const character = entities.get(text.slice(at, at + Math.max(0, length)).toLowerCase());
  return character === undefined ? undefined : { character, end: at + length + 1 };
};

/** Of HTML's named character references those that a credential may be written with. */
const entities: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["apos", "'"],
  ["colon", ":"],
  ["dash", "-"],
  ["equals", "="],
  ["gt", ">"],
  ["hyphen", "-"],
  ["lowbar", "_"],
  ["lt", "<"],
  ["nbsp", " "],
  ["newline", "\n"],
  ["period", "."],
  ["plus", "+"],
  ["quot", '"'],
  ["shy", "\u00ad"],
  ["sol", "/"],
  ["tab", "\t"],
  ["zwj", "\u200d"],
  ["zwnj", "\u200c"],
]);

const lineBreakOfHtml = (text: string, at: number): Spelled | undefined => {
  const element = /^<br ?\/?>/i.exec(text.slice(at, at + 6))?.[0];
  return element === undefined ? undefined : { character: "\n", end: at + element.length };
};
