import type { CauseKnowledge } from "../cause-knowledge.ts";

export const silentlyInsecure: CauseKnowledge = {
  summary: "TLS was asked for, and the sides were content without it.",
  sides: ["client", "server"],
  toBeSure:
    "`handshake-matrix probe --plaintext <address>` must fail on a TLS port; the first bytes of the connection are `16 03` for TLS and `50 52 49` (PRI) for HTTP/2 in the clear.",
  clause: "hashicorp/go-plugin docs/internals.md, AutoMTLS; RFC 8446 appendix E.1",
  check: { at: "endpoint", look: null },
  fix: {
    any: "treat an absent certificate as an error",
    go: "no insecure.NewCredentials() as a fallback; plugin.ClientConfig{AutoMTLS: true} on the host",
    python: "no add_insecure_port or insecure_channel as a fallback",
    node: "no createInsecure() as a fallback",
    java: "no usePlaintext() as a fallback",
  },
};
