import { withoutPrivateKeys } from "./private-keys.ts";

const removed = "[secret removed]";

/**
 * A text without private keys (PEM, or DER in base64 or hexadecimal), secrets of TLS connections and credentials:
 * what is removed leaves its name and a note. Expects a text without escapes, within which a secret could hide.
 */
export const withoutSecrets = (text: string): string =>
  withoutTokens(
    withoutPrivateKeys(text)
      .replace(keyLogLine, `$1 $2 ${removed}`)
      .replace(rsaKeyLogLine, `$1 $2 ${removed}`)
      .replace(sessionSecret, `$1$2${removed}`)
      .replace(header, `$1$2${removed}`)
      .replace(cookie, `$1${removed}`)
      .replace(bearer, `$1 ${removed}`)
      .replace(assigned, `$1$2${removed}`)
      .replace(stated, `$1$2${removed}`)
      .replace(userInformation, `://${removed}@`),
  );

/** Labels of RFC 9850 section 3, and those of NSS before it; the client's random, which stays, then the secret. */
const keyLogLine =
  /\b(CLIENT_RANDOM|PMS_CLIENT_RANDOM|(?:QUIC_)?(?:CLIENT|SERVER)_(?:EARLY_TRAFFIC_SECRET|HANDSHAKE_TRAFFIC_SECRET|TRAFFIC_SECRET_[0-9]{1,9})|(?:EARLY_)?EXPORTER_SECRET|ECH_SECRET|ECH_CONFIG)[ \t:=]{1,4}([0-9a-f]{2,})[ \t:=]{1,4}[0-9a-f]{2,}/gi;

const rsaKeyLogLine = /\b(RSA)[ \t]([0-9a-f]{16})[ \t][0-9a-f]{96}/gi;

/** What `openssl s_client` and its like print of a session. */
const sessionSecret =
  /\b(master-key|master[ _]secret|pre-?master[ _]secret|resumption psk|psk)([ \t]{0,8}[:=][ \t]{0,8})[0-9a-f]{16,}/gi;

/** Header fields that carry credentials, as logs and traces print them; the scheme stays. */
const header =
  /\b(authorization|x-vault-token|x-api-key|x-auth-token|x-amz-security-token|x-goog-api-key)(["']?(?:[ \t]{0,2}[:=][ \t]{0,2}|[ \t]{1,2}value[:=][ \t]{0,2})["']?(?:(?:bearer|basic|digest|negotiate|token)[ \t]{1,2})?)(?!(?:bearer|basic|digest|negotiate|token)[ \t])[^\s,;"'}\][]{1,8192}/gi;

/** Cookies have names: go-plugin's "magic cookie" has none. */
const cookie =
  /\b((?:set-)?cookie["']?[ \t]{0,2}[:=][ \t]{0,2}["']?)[^\s=;"'[]{1,256}=[^\n"']{0,8192}/gi;

/** At least so long: "bearer authentication" is no token. */
const bearer = /\b(bearer)[ \t]{1,2}[A-Za-z0-9._~+/=-]{20,8192}/gi;

const assigned =
  /(password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key|access[_-]?key)(["']?[ \t]{0,2}=[ \t]{0,2}["']?)[^\s"',;&}[\]]{4,8192}/gi;

/** After a colon only a quoted value, as of JSON: "unexpected token: x" is a parser's error. */
const stated =
  /(password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key|access[_-]?key)("[ \t]{0,2}:[ \t]{0,2}")[^\s"[\]]{4,8192}/gi;

/** RFC 3986 section 3.2.1, with a password. */
const userInformation = /:\/\/[^\s/:@"'[\]]{0,256}:[^\s/@"'[\]]{1,256}@/g;

/** Prefixes by which issuers mark what they give out: GitHub, GitLab, Vault, Slack, AWS, npm, PyPI, Google, Stripe, age; and of JSON Web Tokens (RFC 7519). */
const issued =
  /(?:^|[^A-Za-z0-9])(?:gh[opsur]_|github_pat_|glpat-|hv[sbr]\.|xox[abeprs]-|(?:AKIA|ASIA)[0-9A-Z]|npm_|pypi-|AIza|ya29\.|[rs]k_live_|sk-|dop_v1_|AGE-SECRET-KEY-1|eyJ)/;

const tokenRun = /[A-Za-z0-9_.~+/=-]{20,}/g;

/** The shortest of the above has sixteen characters behind its prefix. */
const shortestToken = 20;

/** Each whole run of characters of a token is looked at once, so that the time is linear. */
const withoutTokens = (text: string): string =>
  text.replace(tokenRun, (run) => {
    const found = issued.exec(run);
    if (!found) return run;
    const at = found.index + (/^[^A-Za-z0-9]/.test(found[0]) ? 1 : 0);
    const isToken =
      run.length - at >= shortestToken && (!run.startsWith("eyJ", at) || run.includes(".", at));
    return isToken ? `${run.slice(0, at)}${removed}` : run;
  });
