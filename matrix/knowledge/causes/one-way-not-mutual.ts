import type { CauseKnowledge } from "../cause-knowledge.ts";

export const oneWayNotMutual: CauseKnowledge = {
  summary: "The server lets clients in without a certificate that it could verify.",
  sides: ["server"],
  toBeSure:
    "`openssl s_client -connect <address> -alpn h2 </dev/null`: `No client certificate CA names sent` means that it does not ask; a call without a certificate must be refused.",
  clause: "RFC 8446 section 4.4.2.4",
  check: { at: "endpoint", look: null },
  fix: {
    any: "let the server require a client certificate, and verify it against the clients' authority",
    go: "tls.Config{ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: pool}",
    python: "grpc.ssl_server_credentials(pairs, root_certificates=ca, require_client_auth=True)",
    node: "grpc.ServerCredentials.createSsl(ca, pairs, true): the third argument",
    java: "TlsServerCredentials.newBuilder()….clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)",
    rust: "ServerTlsConfig::new().client_ca_root(ca), and no client_auth_optional(true)",
    dotnet:
      "HttpsConnectionAdapterOptions.ClientCertificateMode = ClientCertificateMode.RequireCertificate",
    nginx: "ssl_verify_client on;",
    envoy: "require_client_certificate: true",
    haproxy: "`bind … verify required ca-file ca.pem`",
  },
};
