import type { CauseKnowledge } from "../cause-knowledge.ts";

export const caUsedAsEndEntity: CauseKnowledge = {
  summary: "An authority's own certificate (CA:TRUE) is served as if it were a leaf.",
  sides: ["server"],
  toBeSure:
    "`openssl x509 -in cert.pem -noout -ext basicConstraints` shows CA:TRUE. `openssl req -x509` makes such a certificate. rustls refuses it; Go, OpenSSL and BoringSSL accept it: so one client works and another does not.",
  clause: "RFC 5280 section 4.2.1.9",
  check: { at: "endpoint", look: null },
  fix: {
    any: "`openssl req -x509 -addext basicConstraints=critical,CA:FALSE …`, or sign a leaf with the authority and serve that",
  },
};
