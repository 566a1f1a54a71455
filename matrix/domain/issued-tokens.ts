const removed = "[secret removed]";

/**
 * Prefixes by which issuers mark what they give out: GitHub, GitLab, Vault, Slack, AWS, npm, PyPI, Google, Stripe, OpenAI,
 * DigitalOcean, Hugging Face, Shopify, SendGrid, Twilio, Docker, age; and of JSON Web Tokens (RFC 7519).
 */
const issued =
  /(?:^|[^A-Za-z0-9])(?:gh[opsur]_|github_pat_|gl(?:pat|dt|rt|ptt|cbt|soat|ft|imt|agent)-|hv[sbr]\.|xox[abeprs]-|xapp-|(?:AKIA|ASIA)[0-9A-Z]|npm_|pypi-|AIza|ya29\.|GOCSPX-|[rs]k_(?:live|test)_|whsec_|sk-|dop_v1_|dckr_(?:pat|oat)_|hf_[A-Za-z0-9]{30}|shp(?:at|ca|pa|ss)_|SG\.[\w-]{22}\.|SK[0-9a-f]{32}|AGE-SECRET-KEY-1|age-secret-key-1|eyJ)/;

/** The shortest of the above has sixteen characters behind its prefix. */
const shortestToken = 20;

/**
 * A text without tokens that are known by their prefix. Each whole run of characters of a token is looked at once, so that
 * the time is linear.
 */
export const withoutTokens = (text: string): string => {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isTokenUnit(text.charCodeAt(at))) continue;
    // The letter of an escape in JSON, whose backslash stands before it, is no part of what follows.
    if (text[at - 1] === "\\" && "nrtbf".includes(text.charAt(at))) continue;
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
