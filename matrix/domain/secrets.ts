import { withoutPrivateKeys } from "./private-keys.ts";

const removed = "[secret removed]";

/**
 * A text without private keys (PEM, or DER in base64 or hexadecimal), secrets of TLS connections and credentials:
 * what is removed leaves its name and a note. Expects a text without escapes, within which a secret could hide.
 */
export const withoutSecrets = (text: string): string =>
  telltale.test(text)
    ? withoutTokens(secrets.reduce(withoutValues, withoutPrivateKeys(text))).replace(
        userInformation,
        `://${removed}@`,
      )
    : text;

/** What every secret that is looked for has in it or before it: most texts have none of it, and are read once. */
const telltale =
  /PRIVATE KEY|M(?:C4|EC|HC|I[GHI])|LS0tLS1|30:?(?:2e|47|77|8[12])|_RANDOM|_SECRET|_CONFIG|\bRSA[ \t]|master|psk|authorization|\bx-|cookie|bearer|passw|passphrase|secret|token|(?:api|private|access)[_-]?key|:\/\/|gh[opsur]_|_pat_|glpat-|hv[sbr]\.|xox[abeprs]-|A[KS]IA|npm_|pypi-|AIza|ya29|k_live_|\bsk-|dop_v1|eyJ/i;

/** What stands before a secret, and which characters a secret of that kind has. */
type Secret = Readonly<{ before: RegExp; has: (unit: string) => boolean; shortest: number }>;

const isHexadecimal = (unit: string) => /[0-9a-f]/i.test(unit);
const isOfValue = (unit: string) => !` \t\n,;&"'{}[]`.includes(unit);
const isOfLine = (unit: string) => !`\n"'[`.includes(unit);
const isOfToken = (unit: string) => /[A-Za-z0-9._~+/=-]/.test(unit);

const secrets: readonly Secret[] = [
  // Labels of RFC 9850 section 3, and those of NSS before it; the client's random, which stays, then the secret.
  {
    before:
      /\b(?:CLIENT_RANDOM|PMS_CLIENT_RANDOM|(?:QUIC_)?(?:CLIENT|SERVER)_(?:EARLY_TRAFFIC_SECRET|HANDSHAKE_TRAFFIC_SECRET|TRAFFIC_SECRET_[0-9]{1,9})|(?:EARLY_)?EXPORTER_SECRET|ECH_SECRET|ECH_CONFIG)[ \t:=]{1,4}[0-9a-f]{2,128}[ \t:=]{1,4}/gi,
    has: isHexadecimal,
    shortest: 2,
  },
  { before: /\bRSA[ \t][0-9a-f]{16}[ \t]/g, has: isHexadecimal, shortest: 96 },
  // What `openssl s_client` and its like print of a session.
  {
    before:
      /\b(?:master-key|master[ _]secret|pre-?master[ _]secret|resumption psk|psk)[ \t]{0,8}[:=][ \t]{0,8}/gi,
    has: isHexadecimal,
    shortest: 16,
  },
  // Header fields that carry credentials, as logs and traces print them; the scheme stays.
  {
    before:
      /\b(?:authorization|x-(?:[a-z0-9]{1,32}-){0,4}(?:token|api-key|secret|session))["']?(?:[ \t]{0,2}[:=][ \t]{0,2}|[ \t]{1,2}value[:=][ \t]{0,2})["']?(?:(?:bearer|basic|digest|negotiate|token)[ \t]{1,2})?/gi,
    has: isOfValue,
    shortest: 1,
  },
  // Cookies have names: go-plugin's "magic cookie" has none.
  {
    before: /\b(?:set-)?cookie["']?[ \t]{0,2}[:=][ \t]{0,2}["']?(?=[\w.-]{1,64}=)/gi,
    has: isOfLine,
    shortest: 1,
  },
  // "bearer authentication" is no token.
  { before: /\bbearer[ \t]{1,2}/gi, has: isOfToken, shortest: 20 },
  {
    before:
      /(?:password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key|access[_-]?key)["']?[ \t]{0,2}=[ \t]{0,2}["']?/gi,
    has: isOfValue,
    shortest: 4,
  },
  // After a colon only a quoted value, as of JSON: "unexpected token: x" is a parser's error.
  {
    before:
      /(?:password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key|access[_-]?key)"[ \t]{0,2}:[ \t]{0,2}"/gi,
    has: isOfValue,
    shortest: 4,
  },
];

const withoutValues = (text: string, { before, has, shortest }: Secret): string => {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: name, index } of text.matchAll(before)) {
    const start = index + name.length;
    if (start < from) continue;
    let end = start;
    while (end < text.length && has(text.charAt(end))) end++;
    if (end - start < shortest) continue;
    parts.push(text.slice(from, start), removed);
    from = end;
  }
  if (from === 0) return text;
  parts.push(text.slice(from));
  return parts.join("");
};

/** RFC 3986 section 3.2.1, with a password. */
const userInformation = /:\/\/[^\s/:@"'[\]]{0,128}:[^\s/@"'[\]]{1,128}@/g;

/**
 * Prefixes by which issuers mark what they give out: GitHub, GitLab, Vault, Slack, AWS, npm, PyPI, Google, Stripe, age; and
 * of JSON Web Tokens (RFC 7519).
 */
const issued =
  /(?:^|[^A-Za-z0-9])(?:gh[opsur]_|github_pat_|glpat-|hv[sbr]\.|xox[abeprs]-|(?:AKIA|ASIA)[0-9A-Z]|npm_|pypi-|AIza|ya29\.|[rs]k_live_|sk-|dop_v1_|AGE-SECRET-KEY-1|eyJ)/;

/** The shortest of the above has sixteen characters behind its prefix. */
const shortestToken = 20;

/** Each whole run of characters of a token is looked at once, so that the time is linear. */
const withoutTokens = (text: string): string => {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isTokenUnit(text.charCodeAt(at))) continue;
    const start = at;
    while (at < text.length && isTokenUnit(text.charCodeAt(at))) at++;
    if (at - start < shortestToken) continue;
    const token = tokenIn(text.slice(start, at));
    if (token === -1) continue;
    parts.push(text.slice(from, start + token), removed);
    from = at;
  }
  if (from === 0) return text;
  parts.push(text.slice(from));
  return parts.join("");
};

/** Where a token begins in a run that ends with it; -1 where none does. */
const tokenIn = (run: string): number => {
  const found = issued.exec(run);
  if (!found) return -1;
  const at = found.index + (isTokenLetter(found[0].charCodeAt(0)) ? 0 : 1);
  const isWhole = !run.startsWith("eyJ", at) || run.includes(".", at);
  return isWhole && run.length - at >= shortestToken ? at : -1;
};

const isTokenLetter = (unit: number): boolean =>
  (unit >= 0x61 && unit <= 0x7a) ||
  (unit >= 0x41 && unit <= 0x5a) ||
  (unit >= 0x30 && unit <= 0x39);

/** Letters, digits, and `-`, `.`, `/`, `+`, `=`, `_`, `~`. */
const isTokenUnit = (unit: number): boolean =>
  isTokenLetter(unit) ||
  (unit >= 0x2d && unit <= 0x2f) ||
  unit === 0x2b ||
  unit === 0x3d ||
  unit === 0x5f ||
  unit === 0x7e;
