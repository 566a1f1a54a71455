import { type CredentialKind, credentialKinds, value } from "./credential-kinds.ts";
import { issuedTokensIn } from "./issued-tokens.ts";
import { privateKeysIn, privateKeyWords } from "./private-keys.ts";
import { type SecretStretch, upToMost } from "./secret-stretch.ts";
import { userInformationIn } from "./user-information.ts";
import { wordFinder } from "./words.ts";

/**
 * The private keys, secrets of TLS connections and credentials of a text in which nothing is spelled otherwise; in any
 * order, and one can be found twice. Of what has a name only the value counts.
 */
export const secretsIn = (text: string): readonly SecretStretch[] => {
  const has = wordsIn(text);
  const kinds = credentialKinds.filter(({ words }) => words.some(has));
  return [
    ...privateKeysIn(text, has),
    ...kinds.flatMap((kind) => upToMost(text.length, valuesIn(text, kind))),
    ...upToMost(text.length, userInformationIn(text)),
    ...upToMost(text.length, issuedTokensIn(text)),
  ];
};

const wordsIn = wordFinder([...privateKeyWords, ...credentialKinds.flatMap(({ words }) => words)]);

function* valuesIn(
  text: string,
  { before, unless, has, shortest }: CredentialKind,
): Generator<SecretStretch> {
  let from = 0;
  before.lastIndex = 0;
  while (before.test(text)) {
    const start = before.lastIndex;
    if (start < from || (unless && endOf(unless, text, start) > start)) continue;
    const end = has === value ? endOfValue(text, start) : endOf(has, text, start);
    if (end - start < shortest) continue;
    yield { kind: "secret", start, end };
    from = end;
    before.lastIndex = Math.max(start, from - longestName);
  }
}

/** What stands before a value may begin in the value before it, and is not longer. */
const longestName = 1024;

/** Where a match of a sticky expression ends; `at` where there is none. */
const endOf = (sticky: RegExp, text: string, at: number): number => {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : at;
};

/**
 * A value in quotes ends before the same quote with as many backslashes or fewer, which end with it; at the latest with its
 * line.
 */
const endOfValue = (text: string, from: number): number => {
  const opening = text.charAt(from - 1);
  if (opening === "{") return endOf(braced, text, from);
  if (opening !== '"' && opening !== "'") return endOf(value, text, from);
  const depth = backslashesBefore(text, from - 1);
  let at = from;
  for (; at < text.length && text.charAt(at) !== "\n"; at++) {
    if (text.charAt(at) !== opening) continue;
    const count = backslashesBefore(text, at);
    if (count <= depth) return at - count;
  }
  return at;
};

const braced = /[^}\n]*/y;

const backslashesBefore = (text: string, at: number): number => {
  let from = at;
  while (text.charAt(from - 1) === "\\") from--;
  return at - from;
};
