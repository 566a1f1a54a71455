import { firstOutside, unitSet } from "../unit-set.ts";
import type { SecretStretch } from "./secret-stretch.ts";

/** Prefixes by which issuers mark what they give out, and by which a token is known wherever it stands. */
const prefixes = [
  // GitHub
  "gh[opsur]_|github_pat_",
  // GitLab
  "gl(?:pat|dt|rt|rtr|ptt|cbt|soat|ft|imt|agent|oas|ffct|wt)-|GR1348941",
  // HashiCorp Vault
  "hv[sbr]\\.",
  // HCP Terraform
  "[A-Za-z0-9]{14}\\.atlasv1\\.",
  // Slack
  "xox[abceoprs]-|xoxe\\.xox|xapp-|xwfp-",
  // AWS
  "(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]|ABSK[A-Za-z0-9+/]{30}",
  // Google
  "AIza|ya29\\.|GOCSPX-",
  // Azure
  "[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{20}",
  // npm
  "npm_[A-Za-z0-9]{16}",
  // PyPI
  "pypi-",
  // RubyGems
  "rubygems_[0-9a-f]{16}",
  // NuGet
  "oy2[a-z0-9]{43}",
  // Docker
  "dckr_(?:pat|oat)_",
  // Artifactory
  "AKCp[A-Za-z0-9]{20}",
  // Providers of language models
  "sk-(?:ant|proj|svcacct|admin|or|lf)-|sk-[A-Za-z0-9]{20}",
  // Hugging Face
  "hf_[A-Za-z0-9]{16}|api_org_[A-Za-z0-9]{16}",
  // Replicate
  "r8_[A-Za-z0-9]{16}",
  // Groq
  "gsk_[A-Za-z0-9]{16}",
  // xAI
  "xai-[A-Za-z0-9]{16}",
  // Stripe
  "[rs]k_(?:live|test)_|whsec_",
  // Square
  "sq0(?:atp|csp)-",
  // Shopify
  "shp(?:at|ca|pa|ss)_",
  // SendGrid
  "SG\\.[\\w-]{22}\\.",
  // Twilio
  "SK[0-9a-f]{32}",
  // Mailgun
  "key-[0-9a-f]{32}",
  // DigitalOcean
  "do[oprt]_v1_",
  // Databricks
  "dapi[0-9a-f]{32}",
  // Grafana
  "glsa_[A-Za-z0-9]{16}|glc_eyJ",
  // Sentry
  "sntry[su]_",
  // New Relic
  "NRAK-",
  // Doppler
  "dp\\.(?:pt|st|ct|sa|scim|audit)\\.",
  // Pulumi
  "pul-[0-9a-f]{32}",
  // PlanetScale
  "pscale_(?:tkn|pw|oauth)_",
  // Linear
  "lin_api_",
  // Notion
  "ntn_[A-Za-z0-9]{16}",
  // Postman
  "PMAK-",
  // Tailscale
  "tskey-",
  // 1Password
  "ops_eyJ",
  // age
  "AGE-SECRET-KEY-(?:1|PQ-1)|age-secret-key-(?:1|pq-1)|AGE-PLUGIN-",
  // JSON Web Tokens (RFC 7519)
  "eyJ",
].join("|");

const issued = new RegExp(`(?:^|[^A-Za-z0-9])(?:${prefixes})`);

/** The shortest of the above has sixteen characters behind its prefix. */
const shortestToken = 20;

/**
 * The tokens of a text that are known by their prefix. Of words too short for one only some units are looked at; each whole
 * run of characters of a token is, once, so that the time is linear.
 */
export function* issuedTokensIn(text: string): Generator<SecretStretch> {
  for (let start = 0; start + shortestToken <= text.length; ) {
    const shortest = start + shortestToken;
    let at = shortest - 1;
    while (at >= start && tokenUnits[text.charCodeAt(at)] === 1) at--;
    if (at >= start) {
      start = at + 1;
      continue;
    }
    const end = firstOutside(tokenUnits, text, shortest);
    const token = tokenIn(text.slice(start, end));
    if (token !== -1) yield { kind: "secret", start: start + token, end };
    start = end + 1;
  }
}

const tokenUnits = unitSet(/[A-Za-z0-9./+=_~-]/g);

/** Where a token begins in a run that ends with it; -1 where none does. */
const tokenIn = (run: string): number => {
  const found = issued.exec(run);
  if (!found) return -1;
  const at = found.index + (/^[A-Za-z0-9]/.test(found[0]) ? 0 : 1);
  const isWhole = !run.startsWith("eyJ", at) || run.includes(".", at);
  return isWhole && run.length - at >= shortestToken ? at : -1;
};
