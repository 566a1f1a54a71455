import { refusedHello } from "../refused-hello.ts";

export const noCommonCipherSuite = refusedHello({
  code: "no-common-cipher-suite",
  clause: "RFC 8446 sections 4.1.2 and 9.1; RFC 9325 section 4.2",
  narrowed: "cipher-suites",
  title: "cipher_suites",
  values: ({ cipherSuites }) => cipherSuites,
  ordinary: [
    "TLS_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  ],
  sentence: "Client and server have no cipher suite in common.",
  remedy:
    "enable TLS_AES_128_GCM_SHA256 (TLS 1.3) or an ECDHE suite with AES-GCM (TLS 1.2) on both sides",
});
