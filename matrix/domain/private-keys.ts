import { privateKeyLabels } from "./private-key-labels.ts";

const removed = "[private key removed]";

/**
 * A text without private keys: PEM (RFC 7468) and its like, whole or cut, in whichever spelling; the private lines of
 * PuTTY; DER, PEM and OpenSSH's form in base64; DER in hexadecimal.
 */
export const withoutPrivateKeys = (text: string): string =>
  withoutEncodedKeys(withoutRuns(withoutPem(text), puttyLines, endOfPuttyKey));

/** An RSA key of 16,384 bits takes 13 KB, and a log may put something before each line. */
const longestKey = 64 * 1024;

const withoutPem = (text: string): string => {
  const labels = privateKeyLabels(text);
  const parts: string[] = [];
  let from = 0;
  for (const [at, { kind, start, end }] of labels.entries()) {
    if (start < from) continue;
    const next = labels[at + 1];
    const isWhole = next?.kind === "end" && next.start - end <= longestKey;
    // Of an end alone the beginning is no longer kept.
    const first = kind === "begin" ? start : beginningOfBody(text, from, start);
    parts.push(text.slice(from, first), removed);
    if (kind === "end") from = end;
    else from = isWhole ? next.end : endOfBody(text, afterHeaders(text, end));
  }
  parts.push(text.slice(from));
  return parts.join("");
};

/** Where the headers of an encrypted key end (RFC 1421 section 4.6), or those of OpenPGP's armor. */
const afterHeaders = (text: string, from: number): number => {
  headers.lastIndex = from;
  return headers.test(text) ? headers.lastIndex : from;
};

const headers = /\n(?:[A-Za-z][A-Za-z-]{0,40}: [^\n]{0,256}\n){1,8}/y;

/** How many lines of a PuTTY key file follow that are private. */
const puttyLines = /Private-Lines:[ \t]{0,4}\d{1,4}(?!\d)/g;

const endOfPuttyKey = (text: string, at: number, behind: number): number => {
  const end = endOfBody(text, behind);
  return end === behind ? at : end;
};

/** A shorter line of base64 is a word, unless the key ends with it. */
const shortestLine = 16;

/**
 * Where base64 in lines ends. A line feed may be written as two characters, as JSON and Go's %q do. What follows
 * a line feed belongs to it if it looks like base64 for long enough.
 */
const endOfBody = (text: string, from: number): number => {
  let at = from;
  for (;;) {
    const next = afterLineFeed(text, at);
    const line = next === at ? 1 : shortestLine;
    if (!isBase64Run(text, next, line)) return at;
    at = endOfLine(text, next);
  }
};

/** With the padding. */
const endOfLine = (text: string, from: number): number => {
  let at = from;
  for (let next = afterBase64(text, at); next > at; next = afterBase64(text, at)) at = next;
  while (text.charCodeAt(at) === equals) at++;
  return at;
};

/** Behind one character of base64, as it is or spelled; `at` where there is none. */
const afterBase64 = (text: string, at: number): number => {
  const unit = text.charCodeAt(at);
  if (isBase64(unit)) return at + 1;
  if (!isSpelled(unit)) return at;
  spelledBase64.lastIndex = at;
  return spelledBase64.test(text) ? spelledBase64.lastIndex : at;
};

/** Plus sign, slash and equals sign as URLs, JSON and HTML write them. */
const spelledBase64 =
  /%(?:25)?(?:2b|2f|3d)|\\{1,8}(?:\/|u00(?:2b|2f|3d))|&#(?:43|47|61|x2b|x2f|x3d);/iy;

/** Behind white space and line feeds of any spelling. */
const afterLineFeed = (text: string, from: number): number => {
  let at = from;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a || unit === 0x20 || unit === 0x09) at++;
    else if (isSpelled(unit)) {
      spelledLineFeed.lastIndex = at;
      if (!spelledLineFeed.test(text)) return at;
      at = spelledLineFeed.lastIndex;
    } else return at;
  }
};

/** As JSON, Go's %q, C, URLs and HTML write it. */
const spelledLineFeed = /\\{1,8}(?:[nr]|u000[ad]|x0[ad])|%(?:25)?0[ad]|&#(?:1[03]|x[ad]);/iy;

/** Whether so many characters of base64 stand there, or fewer and then the padding. */
const isBase64Run = (text: string, from: number, length: number): boolean => {
  let at = from;
  for (let count = 0; count < length; count++) {
    const next = afterBase64(text, at);
    if (next === at) return at > from && text.charCodeAt(at) === equals;
    at = next;
  }
  return true;
};

/** Where a body that ends at `from` began: back over lines of base64 alone. */
const beginningOfBody = (text: string, lowest: number, from: number): number => {
  let at = from;
  for (; at > lowest; at--) {
    const unit = text.charCodeAt(at - 1);
    if (!isBase64(unit) && unit !== equals && unit !== 0x0a && unit !== backslash) break;
  }
  return at;
};

const equals = 0x3d;
const backslash = 0x5c;
const percent = 0x25;
const ampersand = 0x26;

/** Whether a character that is spelled may begin there. */
const isSpelled = (unit: number) => unit === backslash || unit === percent || unit === ampersand;

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
  /30:?(?:2e|47|77|81:?[89a-f][0-9a-f]|82:?[0-9a-f]{2}:?[0-9a-f]{2}):?02:?01:?(?:00:?30|01:?04|00:?02:?82)/gi;

const withoutEncodedKeys = (text: string): string =>
  withoutRuns(
    withoutRuns(
      withoutRuns(text, labelInBase64, endOfBody, beginningOfEncoded),
      inBase64,
      endOfBody,
    ),
    inHexadecimal,
    endOfHexadecimal,
  );

/** Back over base64, and over a line feed where a whole line of it stands before. */
const beginningOfEncoded = (text: string, lowest: number, from: number): number => {
  let at = from;
  for (;;) {
    while (at > lowest && isBase64(text.charCodeAt(at - 1))) at--;
    const line = at - 1 - shortestLine;
    if (text.charCodeAt(at - 1) !== 0x0a || line < lowest) return at;
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

/**
 * @param endOf - where what has a match in it, up to `behind`, ends; the place of the match for what is to stay.
 * @param beginningOf - where it begins, not before `lowest`; at the match, if nothing else is said.
 */
const withoutRuns = (
  text: string,
  pattern: RegExp,
  endOf: (text: string, at: number, behind: number) => number,
  beginningOf: (text: string, lowest: number, at: number) => number = (_text, _lowest, at) => at,
): string => {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: match, index } of text.matchAll(pattern)) {
    if (index < from) continue;
    const end = endOf(text, index, index + match.length);
    if (end === index) continue;
    parts.push(text.slice(from, beginningOf(text, from, index)), removed);
    from = end;
  }
  if (from === 0) return text;
  parts.push(text.slice(from));
  return parts.join("");
};
