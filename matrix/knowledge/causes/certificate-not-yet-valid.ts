import type { CauseKnowledge } from "../cause-knowledge.ts";

export const certificateNotYetValid: CauseKnowledge = {
  summary: "A certificate's validity begins in the future, most often because a clock is behind.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl x509 -in cert.pem -noout -startdate` against `date -u` on the machine that verifies; in a container or virtual machine against the host's clock.",
  clause: "RFC 5280 section 4.1.2.5",
  check: { at: "endpoint", look: "the dates of every certificate in the chain, and both clocks" },
  fix: {
    any: "set the clock (NTP) of the issuer and the verifier; issue with notBefore a few minutes ago",
  },
};
