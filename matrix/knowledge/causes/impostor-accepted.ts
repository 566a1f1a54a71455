import type { CauseKnowledge } from "../cause-knowledge.ts";

export const impostorAccepted: CauseKnowledge = {
  summary: "The client accepts a server that it has no reason to trust.",
  sides: ["client"],
  toBeSure:
    "Dial a server with a self-signed certificate of the same name: the call must fail. Look for a verification that was switched off.",
  clause: "RFC 8446 section 4.4.2.4; RFC 9525",
  check: { at: "endpoint", look: null },
  fix: {
    any: "verify against the configured authority and the name; test certificates get an authority of their own, which the client is given",
    go: 'credentials.NewClientTLSFromFile("ca.pem", ""), or credentials.NewTLS(&tls.Config{RootCAs: pool})',
    python: 'grpc.ssl_channel_credentials(root_certificates=open("ca.pem", "rb").read())',
    node: 'grpc.credentials.createSsl(fs.readFileSync("ca.pem"))',
    java: 'TlsChannelCredentials.newBuilder().trustManager(new File("ca.pem")).build(), or GrpcSslContexts.forClient().trustManager(ca)',
    rust: "ClientTlsConfig::new().ca_certificate(Certificate::from_pem(ca)); for public authorities .with_native_roots() or .with_webpki_roots() (none is the default from tonic 0.12)",
    dotnet:
      "SocketsHttpHandler { SslOptions = { CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { ca } } } }",
  },
};
