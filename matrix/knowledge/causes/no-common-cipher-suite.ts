import type { CauseKnowledge } from "../cause-knowledge.ts";

export const noCommonCipherSuite: CauseKnowledge = {
  summary: "Client and server have no cipher suite in common.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> -tls1_2 -cipher ECDHE+AESGCM` and `-tls1_3 -ciphersuites TLS_AES_128_GCM_SHA256`: those that pass are the server's. HTTP/2 forbids most suites of TLS 1.2 (RFC 9113 appendix A). An ECDHE-RSA suite needs an RSA key, ECDHE-ECDSA an elliptic one.",
  clause: "RFC 8446 sections 4.1.2 and 9.1; RFC 9325 section 4.2",
  check: {
    at: "endpoint",
    look: "vary one list at a time: suites, groups, signature algorithms, versions; and read the server's log, which names the list",
  },
  fix: {
    any: "enable TLS 1.3, or ECDHE with AES-GCM for TLS 1.2",
    go: "tls.Config{CipherSuites: nil}: the defaults",
    python: "unset GRPC_SSL_CIPHER_SUITES",
    node: "unset GRPC_SSL_CIPHER_SUITES and --tls-cipher-list",
    java: "GrpcSslContexts sets HTTP/2's suites: no .ciphers(…) of one's own",
    nginx: "ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;",
    haproxy: "`bind … ciphers ECDHE+AESGCM`",
  },
};
