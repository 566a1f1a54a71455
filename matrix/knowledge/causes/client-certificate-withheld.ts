import type { CauseKnowledge } from "../cause-knowledge.ts";

export const clientCertificateWithheld: CauseKnowledge = {
  summary:
    "The client has a certificate and does not send it: no authority that the server names issued it, or the server names no scheme for its key.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> </dev/null` lists the authorities and signature algorithms that the server names; hold the certificate's issuer against them (`openssl x509 -noout -issuer`). The server's log then says that no certificate came. What the client prints is the end of a connection: `error reading server preface: EOF`, `write: broken pipe` (Go), `Unwrap failed (TSI_DATA_CORRUPTED)`, `Socket closed` (Python), `Failed to connect` (Node).",
  clause: "RFC 8446 sections 4.2.4 and 4.4.2.3",
  check: {
    at: "endpoint",
    look: "which authorities the server's CertificateRequest names: a Go or Java client keeps back a certificate of another issuer",
  },
  fix: {
    any: "use a certificate that a named authority issued, with a P-256 or RSA key; or give the server that authority",
    go: "server: tls.Config{ClientCAs: pool}; client: GetClientCertificate sends the certificate whatever is named",
    python:
      "server: grpc.ssl_server_credentials(pairs, root_certificates=client_ca, require_client_auth=True)",
    node: "server: grpc.ServerCredentials.createSsl(clientCa, pairs, true)",
    java: "server: TlsServerCredentials.newBuilder().trustManager(clientCa).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)",
    rust: "server: ServerTlsConfig::new().client_ca_root(ca)",
    nginx: "ssl_client_certificate client-ca.pem; ssl_verify_client on;",
    envoy: "require_client_certificate: true and validation_context.trusted_ca",
    haproxy: "`bind … ca-file client-ca.pem verify required`",
  },
};
