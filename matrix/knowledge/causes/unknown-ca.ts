import type { CauseKnowledge } from "../cause-knowledge.ts";

export const unknownCa: CauseKnowledge = {
  summary: "The server's certificate leads to no authority that the client trusts.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> -showcerts -CAfile ca.pem -verify_return_error`: `Verify return code: 0 (ok)` means that ca.pem is the right one and the client uses another. If only a leaf is shown and its issuer is an intermediate it is `incomplete-chain`; if the issuer is a company's own proxy it is `tls-interception`. Compare key identifiers, not subjects.",
  clause: "RFC 5280 section 6.1",
  check: {
    at: "endpoint",
    look: "the issuer of every certificate in the chain as it arrives, the addresses that the name resolves to, and whether the same chain arrives from another network: a company's or proxy's issuer is interception, a leaf alone an incomplete chain",
  },
  fix: {
    any: "give the client the authority that issued the server's certificate, or serve a certificate of an authority that it trusts",
    go: 'credentials.NewClientTLSFromFile("ca.pem", ""), or credentials.NewTLS(&tls.Config{RootCAs: pool})',
    python: 'grpc.ssl_channel_credentials(root_certificates=open("ca.pem", "rb").read())',
    node: 'grpc.credentials.createSsl(fs.readFileSync("ca.pem"))',
    java: 'TlsChannelCredentials.newBuilder().trustManager(new File("ca.pem")).build(), or GrpcSslContexts.forClient().trustManager(ca)',
    rust: "ClientTlsConfig::new().ca_certificate(Certificate::from_pem(ca)); for public authorities .with_native_roots() or .with_webpki_roots() (none is the default from tonic 0.12)",
    dotnet:
      "SocketsHttpHandler { SslOptions = { CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { ca } } } }",
    nginx: "towards a TLS upstream: grpc_ssl_trusted_certificate ca.pem; grpc_ssl_verify on;",
    envoy:
      "towards a TLS upstream: UpstreamTlsContext common_tls_context.validation_context.trusted_ca",
    haproxy:
      "towards a TLS server: `server s <address> ssl verify required ca-file ca.pem alpn h2`",
  },
};
