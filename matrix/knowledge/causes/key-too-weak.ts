import type { CauseKnowledge } from "../cause-knowledge.ts";

export const keyTooWeak: CauseKnowledge = {
  summary: "A key or signature of the chain is too weak for the side that verifies it.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl x509 -in cert.pem -noout -text | grep -E 'Public-Key|Signature Algorithm'`, for the intermediates and the root too: less than RSA 2048 bits, or SHA-1. Which stacks mind differs: OpenSSL's security level 2 does, Go and BoringSSL accept RSA 1024.",
  clause: "SSL_CTX_set_security_level(3); NIST SP 800-131A",
  check: { at: "endpoint", look: null },
  fix: {
    any: "`openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`, signed with SHA-256",
  },
};
