import { privateKeyLabels } from "./private-key-labels.ts";
import { type SecretStretch, upToMost } from "./secret-stretch.ts";
import type { HasWord } from "./words.ts";

/**
 * The private keys of a text: PEM (RFC 7468) and its like, whole or cut; the private lines of PuTTY; DER, PEM and
 * OpenSSH's form in base64; DER in hexadecimal.
 */
export const privateKeysIn = (text: string, has: HasWord): readonly SecretStretch[] => [
  ...(has(inLabels) ? upToMost(text.length, pemIn(text)) : []),
  ...encodings.flatMap(({ words, pattern, endOf, beginningOf }) =>
    words.some(has) ? upToMost(text.length, runsIn(text, pattern, endOf, beginningOf)) : [],
  ),
];

const inLabels = "private";

/** An RSA key of 16,384 bits takes 13 KB, and a log may put something before each line. */
const longestKey = 64 * 1024;

function* pemIn(text: string): Generator<SecretStretch> {
  const labels = privateKeyLabels(text);
  let from = 0;
  let following = labels.next();
  while (!following.done) {
    const { kind, start, end } = following.value;
    following = labels.next();
    if (start < from) continue;
    const next = following.value;
    // Of an end alone the beginning is no longer kept.
    const first = kind === "begin" ? start : beginningOfBody(text, from, start);
    if (kind === "end") from = end;
    else if (next?.kind === "end" && next.start - end <= longestKey) from = next.end;
    else from = endOfBody(text, afterHeaders(text, end), prefixLength(text, start));
    yield { kind: "private key", start: first, end: from };
  }
}

/** Where the headers of an encrypted key end (RFC 1421 section 4.6), or those of OpenPGP's armor. */
const afterHeaders = (text: string, from: number): number => {
  headers.lastIndex = from;
  return headers.test(text) ? headers.lastIndex : from;
};

const headers = /\n(?:[A-Za-z][A-Za-z-]{0,40}: [^\n]{0,256}\n){1,8}/y;

/** How much a log puts before a key's first line, and so before its others; 0 where that is too much to be a prefix. */
const prefixLength = (text: string, start: number): number => {
  const length = text.slice(Math.max(0, start - longestPrefix), start).lastIndexOf("\n");
  return length === -1 && start > longestPrefix ? 0 : Math.min(start, longestPrefix) - 1 - length;
};

const longestPrefix = 200;

/** How many lines of a PuTTY key file follow that are private. */
const puttyLines = /Private-Lines:[ \t]{0,4}\d{1,4}(?!\d)/g;

const endOfPuttyKey = (text: string, at: number, behind: number): number => {
  const end = endOfBody(text, behind);
  return end === behind ? at : end;
};

/** A shorter line of base64 is a word, unless the key ends with it. */
const shortestLine = 16;

/**
 * Where base64 in lines ends. What follows a line belongs to it if it looks like base64 for long enough.
 *
 * @param prefix - how long what stands before each line is, as of a log.
 */
const endOfBody = (text: string, from: number, prefix = 0): number => {
  let at = from;
  for (;;) {
    const next = beginningOfLine(text, at, prefix);
    const line = next === at ? 1 : shortestLine;
    if (!isBase64Run(text, next, line)) return at;
    at = endOfLine(text, next);
  }
};

const endOfBase64 = (text: string, at: number): number => endOfBody(text, at);

/** Behind the prefix of the next line, or behind what parts two lines. */
const beginningOfLine = (text: string, from: number, prefix: number): number => {
  const prefixed = from + 1 + prefix;
  return text.charCodeAt(from) === lineFeed && isBase64Run(text, prefixed, shortestLine)
    ? prefixed
    : afterSeparators(text, from);
};

/** With the padding. */
const endOfLine = (text: string, from: number): number => {
  let at = from;
  while (isBase64(text.charCodeAt(at))) at++;
  while (text.charCodeAt(at) === equals) at++;
  return at;
};

/** Indented lines of an array have some. */
const mostSeparators = 40;

/**
 * Line feeds, white space, and what stands between the lines of a key in an array, in a list, in a row of a table and in
 * go-plugin's line.
 */
const afterSeparators = (text: string, from: number): number => {
  let at = from;
  while (at < from + mostSeparators && separators.includes(text.charAt(at)) && at < text.length)
    at++;
  return at;
};

const separators = "\n\t \\|,;\"'";

/** Whether so many characters of base64 stand there, or fewer and then the padding. */
const isBase64Run = (text: string, from: number, length: number): boolean => {
  for (let at = from; at < from + length; at++) {
    const unit = text.charCodeAt(at);
    if (!isBase64(unit)) return at > from && unit === equals;
  }
  return true;
};

/** Where a body that ends at `from` began: back over lines of base64 alone. */
const beginningOfBody = (text: string, lowest: number, from: number): number => {
  let at = from;
  for (; at > lowest; at--) {
    const unit = text.charCodeAt(at - 1);
    if (!isBase64(unit) && unit !== equals && unit !== lineFeed && unit !== backslash) break;
  }
  return at;
};

const equals = 0x3d;
const backslash = 0x5c;
const lineFeed = 0x0a;

/** Of either alphabet (RFC 4648 sections 4 and 5). */
const isBase64 = (unit: number): boolean =>
  (unit >= 0x61 && unit <= 0x7a) ||
  (unit >= 0x41 && unit <= 0x5a) ||
  (unit >= 0x2f && unit <= 0x39) ||
  unit === 0x2b ||
  unit === 0x2d ||
  unit === 0x5f;

/**
 * How DER of a private key begins: SEQUENCE, then INTEGER 0 or 1 and what follows it in PKCS #8 (RFC 5958), SEC 1
 * (RFC 5915) and PKCS #1 (RFC 8017), in base64; and OpenSSH's "openssh-key-v1".
 */
const inBase64 =
  /MC4CAQAwBQYDK2V|MEcCAQAwBQYDK2V|MHcCAQEEI|MI[GH][A-Za-z0-9+/_-]AgEAM|MI[GH][A-Za-z0-9+/_-]AgEBB|MII[A-Za-z0-9+/_-]{2}[AQgw]IBA[AD]|b3BlbnNzaC1rZXktdjE/g;

/** "PRIVATE KEY" in base64, as it is written behind any number of bytes: Kubernetes keeps whole PEM files so. */
const labelInBase64 = /UFJJVkFURSBLRV|BSSVZBVEUgS0VZ|QUklWQVRFIEtFW/g;

const inHexadecimal =
  /30:?(?:2[eE]|47|77|81:?[89A-Fa-f][0-9A-Fa-f]|82:?[0-9A-Fa-f]{2}:?[0-9A-Fa-f]{2}):?02:?01:?(?:00:?30|01:?04|00:?02:?82)/g;

/** Back over base64, and over a line feed where a whole line of it stands before. */
const beginningOfEncoded = (text: string, lowest: number, from: number): number => {
  let at = from;
  for (;;) {
    while (at > lowest && isBase64(text.charCodeAt(at - 1))) at--;
    const line = at - 1 - shortestLine;
    if (text.charCodeAt(at - 1) !== lineFeed || line < lowest) return at;
    if (!isBase64Run(text, line, shortestLine)) return at;
    at--;
  }
};

/** With what stands between digits in a dump: a colon, a space, a line feed. */
const endOfHexadecimal = (text: string, from: number): number => {
  let at = from;
  for (;;) {
    while (isHexadecimal(text.charCodeAt(at))) at++;
    const isPair = isHexadecimal(text.charCodeAt(at + 1)) && isHexadecimal(text.charCodeAt(at + 2));
    const behind = text.charCodeAt(at + 3);
    if (!isSeparator(text.charCodeAt(at)) || !isPair) return at;
    if (!isSeparator(behind) && !isHexadecimal(behind) && at + 3 < text.length) return at;
    at++;
  }
};

const isSeparator = (unit: number): boolean => unit === 0x3a || unit === 0x20 || unit === 0x0a;

const isHexadecimal = (unit: number): boolean =>
  (unit >= 0x30 && unit <= 0x39) ||
  (unit >= 0x61 && unit <= 0x66) ||
  (unit >= 0x41 && unit <= 0x46);

/** A form in which a key is recognised by how it begins. */
type Encoding = Readonly<{
  /** Of which a text has one at least, in lower case, if it has a key in the encoding. */
  words: readonly string[];
  pattern: RegExp;
  /** Where what has a match at `at` in it, up to `behind`, ends; `at` for what is to stay. */
  endOf(text: string, at: number, behind: number): number;
  /** Where it begins, not before `lowest`. */
  beginningOf(text: string, lowest: number, at: number): number;
}>;

const atTheMatch = (_text: string, _lowest: number, at: number): number => at;

const encodings: readonly Encoding[] = [
  {
    words: ["private-lines:"],
    pattern: puttyLines,
    endOf: endOfPuttyKey,
    beginningOf: atTheMatch,
  },
  {
    words: labelInBase64.source.toLowerCase().split("|"),
    pattern: labelInBase64,
    endOf: endOfBase64,
    beginningOf: beginningOfEncoded,
  },
  {
    words: [
      "mc4caqawbqydk2v",
      "meccaqawbqydk2v",
      "mhccaqeei",
      "ageam",
      "agebb",
      "ibaa",
      "ibad",
      "b3blbnnzac1rzxktdje",
    ],
    pattern: inBase64,
    endOf: endOfBase64,
    beginningOf: atTheMatch,
  },
  {
    words: ["020100", "020101", "02:01:00", "02:01:01"],
    pattern: inHexadecimal,
    endOf: endOfHexadecimal,
    beginningOf: atTheMatch,
  },
];

/** What {@link privateKeysIn} asks for. */
export const privateKeyWords = [inLabels, ...encodings.flatMap(({ words }) => words)];

function* runsIn(
  text: string,
  pattern: RegExp,
  endOf: Encoding["endOf"],
  beginningOf: Encoding["beginningOf"],
): Generator<SecretStretch> {
  let from = 0;
  for (const { 0: match, index } of text.matchAll(pattern)) {
    if (index < from) continue;
    const end = endOf(text, index, index + match.length);
    if (end === index) continue;
    yield { kind: "private key", start: beginningOf(text, from, index), end };
    from = end;
  }
}
