const removed = "[private key removed]";

/** A text without private keys: PEM (RFC 7468), whole or cut, and DER in base64 or hexadecimal. */
export const withoutPrivateKeys = (text: string): string =>
  withoutEncodedKeys(text.includes(label) ? withoutPem(text) : text);

const label = "PRIVATE KEY-----";
const beginning = "-----BEGIN ";
const ending = "-----END ";

/** "ENCRYPTED", "RSA", "EC", "OPENSSH" and their like stand between. */
const longestKind = 24;

/** An RSA key of 16,384 bits takes 13 KB, and a log may put something before each line. */
const longestKey = 64 * 1024;

const withoutPem = (text: string): string => {
  const parts: string[] = [];
  let from = 0;
  let nextEnd = 0;
  for (let at = text.indexOf(label); at !== -1; at = text.indexOf(label, Math.max(from, at + 1))) {
    const lowest = Math.max(from, at - longestKind - beginning.length);
    const before = text.slice(lowest, at);
    const [begin, end] = [before.lastIndexOf(beginning), before.lastIndexOf(ending)];
    if (begin === -1 && end === -1) continue;
    const start = lowest + Math.max(begin, end);
    const after = at + label.length;
    if (end > begin) {
      // Its beginning is no longer kept.
      parts.push(text.slice(from, beginningOfBody(text, from, start)), removed);
      from = after;
      continue;
    }
    if (nextEnd !== -1 && nextEnd < after) nextEnd = text.indexOf(ending, after);
    const close = nextEnd === -1 ? -1 : text.indexOf("-----", nextEnd + ending.length);
    const whole = nextEnd !== -1 && nextEnd - after <= longestKey && close !== -1;
    parts.push(text.slice(from, start), removed);
    from = whole ? close + "-----".length : endOfBody(text, after);
  }
  parts.push(text.slice(from));
  return parts.join("");
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
    at = next;
    while (at < text.length && isBase64(text.charCodeAt(at))) at++;
    while (text.charCodeAt(at) === equals) at++;
  }
};

/** Behind white space and line feeds of either writing. */
const afterLineFeed = (text: string, from: number): number => {
  let at = from;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a || unit === 0x20 || unit === 0x09) at++;
    else if (unit === backslash && isEscapedLineFeed(text.charCodeAt(at + 1))) at += 2;
    else return at;
  }
};

/** `n` or `r` behind a backslash. */
const isEscapedLineFeed = (unit: number) => unit === 0x6e || unit === 0x72;

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
    if (!isBase64(unit) && unit !== equals && unit !== 0x0a && unit !== backslash) break;
  }
  return at;
};

const equals = 0x3d;
const backslash = 0x5c;

const isBase64 = (unit: number): boolean =>
  (unit >= 0x61 && unit <= 0x7a) ||
  (unit >= 0x41 && unit <= 0x5a) ||
  (unit >= 0x2f && unit <= 0x39) ||
  unit === 0x2b;

/**
 * How DER of a private key begins: SEQUENCE, then INTEGER 0 or 1 and what follows it in PKCS #8 (RFC 5958), SEC 1
 * (RFC 5915) and PKCS #1 (RFC 8017), in base64; and "-----BEGIN " in base64, as Kubernetes keeps a PEM file.
 */
const inBase64 =
  /MC4CAQAwBQYDK2V|MEcCAQAwBQYDK2V|MHcCAQEEI|MI[GH][A-Za-z0-9+/]AgEAM|MI[GH][A-Za-z0-9+/]AgEBB|MII[A-Za-z0-9+/]{2}[AQgw]IBA[AD]|LS0tLS1CRUdJTi[A-Za-z0-9+/]{34}/g;

const inHexadecimal =
  /30:?(?:2e|47|77|81:?[89a-f][0-9a-f]|82:?[0-9a-f]{2}:?[0-9a-f]{2}):?02:?01:?(?:00:?30|01:?04|00:?02:?82)/gi;

const withoutEncodedKeys = (text: string): string =>
  withoutRuns(withoutRuns(text, inBase64, endOfBase64), inHexadecimal, endOfHexadecimal);

/** A PEM file in base64 may as well be a certificate. */
const endOfBase64 = (text: string, at: number): number => {
  const end = endOfBody(text, at);
  const isPem = text.startsWith("LS0t", at);
  if (!isPem) return end;
  const beginning = Buffer.from(text.slice(at, at + 48), "base64").toString("latin1");
  return beginning.includes("PRIVATE KEY") ? end : at;
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

/** @param endOf - where what begins with a match ends; the place of the match itself for what is to stay. */
const withoutRuns = (
  text: string,
  pattern: RegExp,
  endOf: (text: string, at: number) => number,
): string => {
  const parts: string[] = [];
  let from = 0;
  for (const { index } of text.matchAll(pattern)) {
    if (index < from) continue;
    const end = endOf(text, index);
    if (end === index) continue;
    parts.push(text.slice(from, index), removed);
    from = end;
  }
  parts.push(text.slice(from));
  return parts.join("");
};
