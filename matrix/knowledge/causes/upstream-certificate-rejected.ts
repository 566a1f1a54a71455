import type { CauseKnowledge } from "../cause-knowledge.ts";

export const upstreamCertificateRejected: CauseKnowledge = {
  summary: "A proxy refuses the certificate of the server behind it.",
  sides: ["between", "server"],
  toBeSure:
    "The proxy's log: Envoy has CERTIFICATE_VERIFY_FAILED, nginx `upstream SSL certificate verify error`, HAProxy `SSL handshake failure`. `handshake-matrix probe <server> --ca <the proxy's CA file>` says why.",
  clause: "RFC 5280 section 6",
  check: {
    at: "program",
    look: "the server's certificate against the CA and the name that the proxy has",
  },
  fix: {
    any: "give the proxy the CA that issued the server's certificate, and the name in it",
    nginx: "grpc_ssl_trusted_certificate, grpc_ssl_name",
    envoy: "validation_context: trusted_ca, match_typed_subject_alt_names; sni",
    haproxy: "`server … ssl verify required ca-file <ca.pem> sni str(name) verifyhost name`",
  },
};
