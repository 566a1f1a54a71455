import type { About } from "../about.ts";
import { rejectedCertificate } from "../rejected-certificate.ts";
import { clientTexts, type Rule } from "../rule.ts";
import { saidIn } from "../said.ts";

const about: About = {
  summary: "A key or signature of the chain is too weak for the side that verifies it.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl x509 -in cert.pem -noout -text | grep -E 'Public-Key|Signature Algorithm'`, for the intermediates and the root too: less than RSA 2048 bits, or SHA-1. Which stacks mind differs: OpenSSL's security level 2 does, Go and BoringSSL accept RSA 1024.",
  fix: {
    any: "`openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`, signed with SHA-256",
  },
};

const remedy = "use a key of at least 2048 bits (RSA), or an elliptic one";
const clause = "SSL_CTX_set_security_level(3); NIST SP 800-131A";

/** The other side refuses it. */
export const keyTooWeak = rejectedCertificate({
  code: "key-too-weak",
  clause,
  about,
  sentence: (whose) => `The ${whose} key is too short for the other side.`,
  remedy: () => remedy,
});

/** The library of the side that has it refuses it, before anything is dialled or announced. */
export const ownKeyTooWeak: Rule = {
  code: "key-too-weak",
  clause,
  about,
  diagnose: ({ outcome, evidence }) => {
    const { server } = evidence;
    const own = (texts: readonly string[]) =>
      saidIn(texts).find(({ code }) => code === "key-too-weak");
    const ended = outcome.phase === "spawn" && server?.exit ? own([server.stderr]) : undefined;
    const refused = evidence.connections.length === 0 ? own(clientTexts(evidence)) : undefined;
    const said = ended ?? refused;
    if (!said) return undefined;
    const side = ended ? "server" : "client";
    return {
      side,
      decided: true,
      sentence: `The ${side}'s own library finds the ${side}'s key too short.`,
      matched: [{ by: side, text: said.text }],
      remedy,
    };
  },
};
