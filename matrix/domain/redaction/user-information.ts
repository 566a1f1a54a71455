import type { SecretStretch } from "./secret-stretch.ts";

/**
 * What stands before the host in URLs of a text (RFC 3986 section 3.2.1), if it has a password, or is so long that it is a
 * token. A password that nobody encoded may have any character but white space, double quotes and angle brackets.
 */
export function* userInformationIn(text: string): Generator<SecretStretch> {
  let from = 0;
  let word = { end: 0, lastAt: -1 };
  for (let at = text.indexOf("://"); at !== -1; at = text.indexOf("://", at + 3)) {
    const start = at + 3;
    if (start < from) continue;
    if (word.end < start) word = wordAt(text, start);
    if (word.lastAt < start) continue;
    const end = endOfUserInformation(text, start, word.lastAt);
    if (end === start) continue;
    yield { kind: "secret", start, end };
    from = end;
  }
}

/** Where the word ends that a place is in, and where its last "@" is; -1 where it has none. */
const wordAt = (text: string, from: number): Readonly<{ end: number; lastAt: number }> => {
  wordsEnd.lastIndex = from;
  const end = wordsEnd.exec(text)?.index ?? text.length;
  const lastAt = text.slice(from, end).lastIndexOf("@");
  return { end, lastAt: lastAt === -1 ? -1 : from + lastAt };
};

const wordsEnd = /[\s"<>`]/g;

/** Where the "@" is behind a secret; `start` where there is none. */
const endOfUserInformation = (text: string, start: number, lastAt: number): number => {
  const behind = endOf(user, text, start);
  switch (text.charAt(behind)) {
    case "@":
      return behind - start >= shortestToken ? behind : start;
    case ":":
      return endOfPassword(text, behind + 1, lastAt) ?? start;
    default:
      return start;
  }
};

const endOf = (sticky: RegExp, text: string, at: number): number => {
  sticky.lastIndex = at;
  sticky.test(text);
  return sticky.lastIndex;
};

const user = /[^\s/:@?#"'[\]]{0,512}/y;
const shortestToken = 20;

/** A slash may be part of it, unless what stands before the slash is a port. */
const endOfPassword = (text: string, from: number, lastAt: number): number | undefined => {
  const behind = endOf(authority, text, from);
  const at = text.slice(from, behind).lastIndexOf("@");
  if (at !== -1) return at === 0 ? undefined : from + at;
  const isPort = endOf(port, text, from) === behind;
  return !isPort && lastAt > from && lastAt - from <= longestPassword ? lastAt : undefined;
};

const authority = /[^\s"<>`/?#]{0,2048}/y;
const port = /\d{0,5}/y;
const longestPassword = 256;
