import type { CauseKnowledge } from "../cause-knowledge.ts";

export const renegotiationUnsafe: CauseKnowledge = {
  summary:
    "The server does not know secure renegotiation (RFC 5746), without which OpenSSL 3 ends the handshake.",
  sides: ["server", "between"],
  toBeSure:
    "`openssl s_client -legacy_server_connect -connect <address> </dev/null | grep -i renegotiation` prints `Secure Renegotiation IS NOT supported`. An old load balancer, or a proxy that reads TLS, may be what answers.",
  clause: "RFC 5746 section 3.4; OpenSSL 3.0, SSL_OP_LEGACY_SERVER_CONNECT",
  check: {
    at: "endpoint",
    look: "whether the server's answer has the extension renegotiation_info, and whether a proxy answers in its place",
  },
  fix: {
    any: "update the TLS library of the server, or of what answers for it: RFC 5746 is of 2010; every release since knows it",
  },
};
