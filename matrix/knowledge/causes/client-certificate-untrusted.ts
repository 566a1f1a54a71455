import type { CauseKnowledge } from "../cause-knowledge.ts";

export const clientCertificateUntrusted: CauseKnowledge = {
  summary: "The server does not accept the certificate that the client sent.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl verify -purpose sslclient -CAfile <what the server trusts> -untrusted <the chain> client.pem` names the fault. In TLS 1.3 the client's own text is a race between the alert and the end of a connection (`error reading server preface: EOF`, `write: broken pipe`, `Unwrap failed (TSI_DATA_CORRUPTED)`, `Socket closed`, `Failed to connect`): read the server's log.",
  clause: "RFC 5280 section 6.1",
  check: {
    at: "endpoint",
    look: "which authorities the server's CertificateRequest names, and the issuer of the client's certificate, by key identifier and not by name",
  },
  fix: {
    any: "use a certificate that the server's authority issued, with its intermediates",
    go: "server: tls.Config{ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert}",
    python:
      "server: grpc.ssl_server_credentials(pairs, root_certificates=client_ca, require_client_auth=True)",
    node: "server: grpc.ServerCredentials.createSsl(clientCa, pairs, true)",
    java: "server: TlsServerCredentials.newBuilder().keyManager(cert, key).trustManager(clientCa).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)",
    rust: "server: ServerTlsConfig::new().identity(identity).client_ca_root(ca)",
    dotnet:
      "Kestrel: ClientCertificateMode.RequireCertificate, and the authority in the store that it verifies with",
    nginx: "ssl_client_certificate client-ca.pem; ssl_verify_client on;",
    envoy: "require_client_certificate: true and validation_context.trusted_ca",
    haproxy: "`bind … ca-file client-ca.pem verify required`",
  },
};
