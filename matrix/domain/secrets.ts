import { withoutTokens } from "./issued-tokens.ts";
import { withoutPrivateKeys } from "./private-keys.ts";

const removed = "[secret removed]";

/**
 * A text without private keys (PEM, or DER in base64 or hexadecimal), secrets of TLS connections and credentials:
 * what is removed leaves its name and a note. Expects a text without escapes, within which a secret could hide.
 */
export const withoutSecrets = (text: string): string =>
  telltale.test(text)
    ? withoutTokens(secretsIn(text).reduce(withoutValues, withoutPrivateKeys(text))).replace(
        userInformation,
        `://${removed}@`,
      )
    : text;

/** What every secret that is looked for has in it or before it: most texts have none of it, and are read once. */
const telltale =
  /private|M(?:C4|EC|HC|I[GHI])|UFJJVkFURSBLRV|BSSVZBVEUgS0VZ|QUklWQVRFIEtFW|b3BlbnNzaC1rZXk|30:?(?:2e|47|77|8[12])|_RANDOM|_SECRET|_CONFIG|\bRSA[ \t]|master|psk|authorization|\bx-|cookie|bearer|passw|-pass|passphrase|secret|token|["']kty|(?:api|account|access)[_-]?key|sig(?:nature)?=|hooks\.slack|:\/\/|gh[opsur]_|_pat_|gl[a-z]{2,5}-|hv[sbr]\.|xox[abeprs]-|xapp-|A[KS]IA|npm_|pypi-|AIza|ya29|GOCSPX|k_(?:live|test)_|whsec_|sk-|SK[0-9a-f]{8}|dop_v1|dckr_|hf_|response=|\/bot\d|shp(?:at|ca|pa|ss)_|SG\.|eyJ/i;

/** What stands before a secret, and what a secret of that kind looks like. */
type Secret = Readonly<{
  before: RegExp;
  /** Sticky; what is no secret where one could begin. */
  unless?: RegExp;
  /** Sticky; may be empty. */
  has: RegExp;
  shortest: number;
}>;

const hexadecimal = /[0-9a-f]*/iy;
const value = /[^ \t\n,;&"'{}[\]`]*/y;
const restOfLine = /[^\n"'[]*/y;
const token = /[A-Za-z0-9._~+/=-]*/y;
/** In double or single quotes: up to the same quote, or the end of the line. */
const quoted = { '"': /[^"\n]*/y, "'": /[^'\n]*/y } as const;

/** What follows a flag in prose ("--token is required"), in a usage ("--token TOKEN"), or as the next flag. */
const notAValue =
  /-|<|(?:password|passphrase|pass|token|secret|key|api[-_]?key|string|value|file|text|an?|and|are|as|by|can|cannot|could|does|flags?|for|from|given|has|have|if|in|instead|is|may|must|needs?|not|of|on|only|options?|or|parameter|requires?|set|should|takes?|that|the|then|to|twice|was|were|when|which|will|with|without|would)\b/iy;

const secrets: readonly Secret[] = [
  // Labels of RFC 9850 section 3, and those of NSS before it; the client's random, which stays, then the secret.
  {
    before:
      /\b(?:CLIENT_RANDOM|PMS_CLIENT_RANDOM|(?:QUIC_)?(?:CLIENT|SERVER)_(?:EARLY_TRAFFIC_SECRET|HANDSHAKE_TRAFFIC_SECRET|TRAFFIC_SECRET_[0-9]{1,9})|(?:EARLY_)?EXPORTER_SECRET|ECH_SECRET|ECH_CONFIG)[ \t:=]{1,4}[0-9a-f]{2,128}[ \t:=]{1,4}/gi,
    has: hexadecimal,
    shortest: 2,
  },
  { before: /\bRSA[ \t][0-9a-f]{16}[ \t]/gi, has: hexadecimal, shortest: 96 },
  // What `openssl s_client` and its like print of a session.
  {
    before:
      /\b(?:master-key|master[ _]secret|pre-?master[ _]secret|resumption psk|psk)[ \t]{0,8}[:=][ \t]{0,8}/gi,
    has: hexadecimal,
    shortest: 16,
  },
  // Header fields that carry credentials, as logs and traces print them; the scheme stays.
  {
    before:
      /(?:\b|(?<=\\[nrt]))(?:authorization|x-(?:[a-z0-9]{1,32}-){0,4}(?:token|api-key|secret|session))["']?(?:[ \t]{0,2}[:=][ \t]{0,2}|[ \t]{1,2}value[:=][ \t]{0,2})["']?(?:(?:bearer|basic|digest|negotiate|token)[ \t]{1,2})?/gi,
    has: value,
    shortest: 1,
  },
  // Cookies have names: go-plugin's "magic cookie" has none.
  {
    before: /\b(?:set-)?cookie["']?[ \t]{0,2}[:=][ \t]{0,2}["']?(?=[\w.-]{1,64}=)/gi,
    has: restOfLine,
    shortest: 1,
  },
  // "bearer authentication" is no token.
  { before: /\bbearer[ \t]{1,2}/gi, has: token, shortest: 20 },
  {
    before:
      /(?:password|passwd|passphrase|secret|token|(?:api|private|access|account)[_-]?key)\\{0,8}["']?[ \t]{0,2}=[ \t]{0,2}(?:\\{0,8}["'])?/gi,
    has: value,
    shortest: 4,
  },
  // After a colon only a quoted value, as of JSON: "unexpected token: x" is a parser's error.
  {
    before:
      /(?:password|passwd|passphrase|secret|token|(?:api|private|access|account)[_-]?key)\\{0,8}"[ \t]{0,2}:[ \t]{0,2}\\{0,8}"/gi,
    has: value,
    shortest: 4,
  },
  // Of YAML: a long value behind a key that is no word of prose.
  {
    before:
      /(?:secret[_-](?:access[_-])?key|access[_-]key|api[_-]?key|client[_-]secret|auth[_-]token|passw(?:or)?d)[ \t]{0,2}:[ \t]{1,3}/gi,
    unless: notAValue,
    has: value,
    shortest: 12,
  },
  // Signatures of AWS and the answer of HTTP's Digest (RFC 7616 section 3.4).
  { before: /\bsignature=/gi, has: hexadecimal, shortest: 32 },
  { before: /\bresponse=\\{0,8}["']/gi, has: hexadecimal, shortest: 32 },
  // A Telegram bot's path.
  { before: /\/bot\d{6,12}:/g, has: token, shortest: 30 },
  { before: /-pass(?:in|out)?[ \t]{1,4}pass:/gi, has: value, shortest: 4 },
  // Paths and signatures that are credentials by themselves: Slack's hooks, URLs that clouds have signed.
  {
    before: /hooks\.slack\.com\/(?:services|workflows|triggers)\//g,
    has: token,
    shortest: 20,
  },
  { before: /[?&](?:sig|(?:x-(?:amz|goog)-)?signature)=/gi, has: value, shortest: 16 },
  // A flag and its value, on a command line or as words of JSON.
  {
    before:
      /(?:(?<![\w-])|(?<=\\[nrt]))--?(?:[a-z0-9]{1,16}[-_]){0,3}(?:password|passwd|pass|passphrase|token|secret|api[-_]?key)(?:=|[ \t]{1,4}|["'],[ \t\n]{0,8}(?=["']))(?:\\{0,8}["'])?/gi,
    unless: notAValue,
    has: value,
    shortest: 4,
  },
];

/** Private members of a JSON Web Key (RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1), which have names that others have too. */
const ofJsonWebKeys: Secret = {
  before: /["'](?:d|p|q|dp|dq|qi|k)\\{0,8}["'][ \t\n]{0,8}:[ \t\n]{0,8}\\{0,8}["']/g,
  has: token,
  shortest: 16,
};

const secretsIn = (text: string): readonly Secret[] =>
  /["']kty\\{0,8}["']/.test(text) ? [...secrets, ofJsonWebKeys] : secrets;

const withoutValues = (text: string, { before, unless, has, shortest }: Secret): string => {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: name, index } of text.matchAll(before)) {
    const start = index + name.length;
    if (start < from || (unless && endOf(unless, text, start) > start)) continue;
    const end = has === value ? endOfValue(text, start) : endOf(has, text, start);
    if (end - start < shortest) continue;
    parts.push(text.slice(from, start), removed);
    from = end;
  }
  if (from === 0) return text;
  parts.push(text.slice(from));
  return parts.join("");
};

/** Where a match of a sticky expression ends; `at` where there is none. */
const endOf = (sticky: RegExp, text: string, at: number): number => {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : at;
};

/** A value in quotes ends before the quote, and before the backslashes that belong to it. */
const endOfValue = (text: string, from: number): number => {
  const quote = text.charAt(from - 1);
  if (quote !== '"' && quote !== "'") return endOf(value, text, from);
  let at = endOf(quoted[quote], text, from);
  while (at > from && text.charAt(at - 1) === "\\") at--;
  return at;
};

/** RFC 3986 section 3.2.1: with a password, or so long that it is a token. */
const userInformation =
  /:\/\/(?:[^\s/:@"'[\]]{0,128}:[^\s/"'[\]]{1,1024}|[A-Za-z0-9_.~-]{20,512}:?)@/g;
