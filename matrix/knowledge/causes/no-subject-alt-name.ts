import type { CauseKnowledge } from "../cause-knowledge.ts";

export const noSubjectAltName: CauseKnowledge = {
  summary:
    "The certificate has its name in the subject's common name only; verifiers look at subjectAltName.",
  sides: ["server"],
  toBeSure:
    "`openssl x509 -in cert.pem -noout -ext subjectAltName` prints nothing. Go and rustls refuse it, OpenSSL, BoringSSL and the JDK may fall back on the common name: so one client works and another does not.",
  clause: "RFC 9525 section 2",
  check: { at: "endpoint", look: null },
  fix: {
    any: "issue it anew with `openssl req -addext 'subjectAltName=DNS:name,IP:127.0.0.1'` (when signing: `openssl x509 -req -copy_extensions copy`)",
  },
};
