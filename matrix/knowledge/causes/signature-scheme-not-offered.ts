import type { CauseKnowledge } from "../cause-knowledge.ts";

export const signatureSchemeNotOffered: CauseKnowledge = {
  summary:
    "A side must verify a key for which it offers no signature scheme, so the other cannot authenticate itself.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> -sigalgs ECDSA+SHA256:RSA-PSS+SHA256` fails in the same way, and without -sigalgs it passes. BoringSSL (grpcio, grpc-java's tcnative, envoy) offers no ecdsa_secp521r1_sha512: a P-521 key, as go-plugin's AutoMTLS makes it, cannot be verified there in TLS 1.3. In TLS 1.2 the curve of the key has to be among the groups instead, and PyPI's grpcio passes. rustls on ring offers it neither, and loads no such key. It is no matter of curves in the key exchange.",
  clause: "RFC 8446 sections 4.2.3 and 4.4.2.2; RFC 8422 section 5.1.1",
  check: {
    at: "endpoint",
    look: "the key type of the certificate that is refused: BoringSSL (Python, C++, Java with tcnative) verifies no P-521 and no Ed25519, rustls on ring no P-521",
  },
  fix: {
    any: "use a P-256, P-384 or RSA-2048 key: every stack verifies it",
    go: "ecdsa.GenerateKey(elliptic.P256(), rand.Reader) for the certificate; go-plugin's AutoMTLS makes P-521: with AutoMTLS off, plugin.ClientConfig.TLSConfig and plugin.ServeConfig.TLSProvider take P-256 certificates of one's own. A stock AutoMTLS host meets a plugin of PyPI's grpcio with one line after client.Start(): clientConfig.TLSConfig.MaxVersion = tls.VersionTLS12",
    python: "no setting adds a scheme: change the key of the other side",
    java: 'no setting of tcnative adds a scheme: change the key, or GrpcSslContexts.configure(builder, SslProvider.JDK), which has P-521, and Ed25519 with a key of KeyFactory.getInstance("EdDSA")',
    rust: "P-521: rustls on aws-lc-rs in place of ring, by tonic's feature tls-aws-lc in place of tls-ring",
  },
  remedyOn: { client: { tlsVersion: "1.2" } },
};
