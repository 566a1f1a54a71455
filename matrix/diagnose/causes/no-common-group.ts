import type { About } from "../about.ts";
import { refusedEverything } from "../refused-everything.ts";
import { refusedHello } from "../refused-hello.ts";

const about: About = {
  summary: "Client and server have no group for the key exchange in common.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> -groups X25519`, then `-groups P-256`, `P-384`, `P-521`: those that pass are the server's. The alert is 40 handshake_failure, as for suites and schemes; vary one list at a time.",
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

export const noCommonGroup = refusedHello({
  code: "no-common-group",
  clause: "RFC 8446 sections 4.2.7 and 9.1",
  about,
  narrowed: "groups",
  title: "supported_groups",
  values: ({ groups }) => groups,
  ordinary: ["x25519", "secp256r1"],
  sentence: "Client and server have no named group for the key exchange in common.",
  remedy: "enable x25519 or secp256r1 on both sides",
});

/** The server is limited to groups that nobody offers. */
export const groupsOfNobody = refusedEverything({
  code: "no-common-group",
  clause: "RFC 8446 sections 4.2.7 and 6.2",
  about,
  sentence:
    "The server refuses every ClientHello: perhaps it is limited to groups that no client offers.",
  remedy: "enable x25519 or secp256r1 on the server",
  nextCheck: "read the server's list of groups or curves, and its log",
});
