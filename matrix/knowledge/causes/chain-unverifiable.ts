import type { CauseKnowledge } from "../cause-knowledge.ts";

export const chainUnverifiable: CauseKnowledge = {
  summary: "The client's verifier refuses the server's chain for a rule that it breaks.",
  sides: ["server", "client"],
  toBeSure:
    "`openssl verify -show_chain -CAfile <trusted> -untrusted <chain> <certificate>` names the rule: name constraints, path length, an unknown critical extension, a weak hash, a revocation. `openssl x509 -text` of each certificate shows what breaks it.",
  clause: "RFC 5280 section 6.1",
  check: {
    at: "endpoint",
    look: "nameConstraints, pathLenConstraint, critical extensions and signature algorithm of every certificate in the chain",
  },
  fix: {
    any: "issue the certificate anew so that it keeps the rule; that trusts no other CA and needs no change in the client",
  },
};
