import type { CauseKnowledge } from "../cause-knowledge.ts";

export const certificateCurveRefused: CauseKnowledge = {
  summary:
    "In TLS 1.2 the key of a certificate is on a curve that the named groups of one side leave out.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> -tls1_3` passes where the server has TLS 1.3, and `-tls1_2 -groups <the key's curve and others>` passes where the client's list is what is too short. OpenSSL says `wrong curve`, BoringSSL `BAD_ECC_CERT`, both with alert illegal_parameter; a server that finds no key for the client's groups says handshake_failure, or nothing. Of a client's key a server on OpenSSL wants the curve among its own groups and among those of the ClientHello. In TLS 1.3 the signature scheme counts, and no group.",
  clause: "RFC 8422 sections 5.1.1, 5.3 and 5.6",
  check: {
    at: "endpoint",
    look: "the curve of the certificate's key beside the groups of the ClientHello and of the side that refuses it, and whether TLS 1.3 passes",
  },
  fix: {
    any: "let the side whose groups leave the curve out have it too, or give the owner of the key an RSA key or one on a curve that both sides have; or speak TLS 1.3",
    go: "tls.Config.CurvePreferences with the curve of the peer's key, or none, which takes all",
    node: "`ecdhCurve` of the secure context with the curve of the peer's key too, or `auto`",
    java: "jdk.tls.namedGroups with the curve of the peer's key too",
    nginx: "ssl_ecdh_curve with the curve of the clients' keys too, or auto",
    envoy: "tls_params.ecdh_curves with the curve of the peer's key too",
    haproxy: "curves of the bind line with the curve of the clients' keys too",
  },
  remedyOn: { server: { tlsVersion: "1.3" } },
};
