import type { CauseKnowledge } from "../cause-knowledge.ts";

export const clientCertificateMissing: CauseKnowledge = {
  summary: "The server requires a client certificate and the client has none configured.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> </dev/null` shows `Acceptable client certificate CA names`; in TLS 1.3 the refusal comes after the client's handshake, so finish it and read; nginx finishes it and answers each request with status 400. With `-cert client.pem -key client.key` it passes. If one is configured it is `client-certificate-withheld`. What the client prints is the end of a connection: `error reading server preface: EOF`, `write: broken pipe` (Go), `Unwrap failed (TSI_DATA_CORRUPTED)`, `Socket closed` (Python), `Failed to connect` (Node).",
  clause: "RFC 8446 section 4.4.2.4",
  check: {
    at: "endpoint",
    look: "whether the server sends a CertificateRequest and which authorities it names; finish the handshake, then read: in TLS 1.3 the alert comes afterwards",
  },
  fix: {
    any: "give the client a certificate and key that the server's authority issued; where nobody is to be asked for one, let the server not require it",
    go: "credentials.NewTLS(&tls.Config{Certificates: []tls.Certificate{pair}, RootCAs: pool}) with pair from tls.LoadX509KeyPair",
    python:
      "grpc.ssl_channel_credentials(root_certificates=ca, private_key=key, certificate_chain=cert)",
    node: "grpc.credentials.createSsl(ca, key, cert)",
    java: "TlsChannelCredentials.newBuilder().keyManager(cert, key).trustManager(ca).build()",
    rust: "ClientTlsConfig::new().identity(Identity::from_pem(cert, key)).ca_certificate(ca)",
    dotnet:
      "SocketsHttpHandler { SslOptions = { ClientCertificates = new X509CertificateCollection { certificateWithKey } } }",
    nginx: "towards the upstream: grpc_ssl_certificate and grpc_ssl_certificate_key",
    envoy: "towards the upstream: UpstreamTlsContext common_tls_context.tls_certificates",
    haproxy: "towards the server: `server … ssl crt client.pem`",
  },
};
