import type { CauseKnowledge } from "../cause-knowledge.ts";

export const tlsInterception: CauseKnowledge = {
  summary: "Something between client and server ends TLS and presents a certificate of its own.",
  sides: ["between", "client"],
  toBeSure:
    "Compare issuer and fingerprint from inside and outside the network: `openssl s_client -connect <address> -servername <name> </dev/null | openssl x509 -noout -issuer -fingerprint -sha256` against `openssl x509` of the file that the server serves. An inspecting proxy often has no ALPN h2 either: after trust, `alpn-not-negotiated` follows.",
  clause: "RFC 8446 section 4.4.2; RFC 5280 section 6.1",
  check: {
    at: "endpoint",
    look: "the issuer and the selected ALPN, from here and from another network: they differ where something in between ends TLS",
  },
  fix: {
    any: "have the inspection exempt the server's name; where that cannot be, trust the company's authority in this client",
    go: 'credentials.NewClientTLSFromFile("ca.pem", ""), or credentials.NewTLS(&tls.Config{RootCAs: pool})',
    python: 'grpc.ssl_channel_credentials(root_certificates=open("ca.pem", "rb").read())',
    node: 'grpc.credentials.createSsl(fs.readFileSync("ca.pem"))',
    java: 'TlsChannelCredentials.newBuilder().trustManager(new File("ca.pem")).build(), or GrpcSslContexts.forClient().trustManager(ca)',
    rust: "ClientTlsConfig::new().ca_certificate(Certificate::from_pem(ca)); for public authorities .with_native_roots() or .with_webpki_roots() (none is the default from tonic 0.12)",
    dotnet:
      "SocketsHttpHandler { SslOptions = { CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { ca } } } }",
  },
};
