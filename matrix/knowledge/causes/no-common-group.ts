import type { CauseKnowledge } from "../cause-knowledge.ts";

export const noCommonGroup: CauseKnowledge = {
  summary: "Client and server have no group for the key exchange in common.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> -groups X25519`, then `-groups P-256`, `P-384`, `P-521`: those that pass are the server's. The alert is 40 handshake_failure, as for suites and schemes; vary one list at a time.",
  clause: "RFC 8446 sections 4.2.7 and 9.1",
  check: { at: "endpoint", look: "which group the server accepts when one is offered at a time" },
  fix: {
    any: "enable X25519 and P-256 on both sides",
    go: "tls.Config{CurvePreferences: []tls.CurveID{tls.X25519, tls.CurveP256}}, or leave it unset",
    node: '{ecdhCurve: "auto"} in tls.createSecureContext',
    java: "-Djdk.tls.namedGroups=x25519,secp256r1",
    nginx: "ssl_ecdh_curve auto;",
    envoy: "tls_params.ecdh_curves: [X25519, P-256]",
    haproxy: "`bind … curves X25519:P-256`",
  },
};
