import type { CauseKnowledge } from "../cause-knowledge.ts";

export const keyNotLoadable: CauseKnowledge = {
  summary:
    "A side's key or certificate cannot be used: its own library does not load it, or the two do not belong together.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl pkey -in key.pem -noout -text` reads the key; `openssl x509 -in cert.pem -noout -pubkey` and `openssl pkey -in key.pem -pubout` must print the same. grpcio says `Failed to bind to address`, as if the port were taken.",
  clause: "RFC 5958; RFC 7468",
  check: {
    at: "program",
    look: "the key and certificate files with openssl pkey -check and openssl x509",
  },
  fix: {
    any: "`openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8.pem` (BEGIN PRIVATE KEY); a P-256 or RSA key loads everywhere",
    go: "tls.LoadX509KeyPair(cert, key) takes PKCS #1, PKCS #8 and SEC 1, unencrypted",
    python:
      "private_key before certificate_chain in grpc.ssl_server_credentials([(key, chain)]); both as bytes of PEM",
    node: "{private_key: Buffer, cert_chain: Buffer} of PEM",
    java: 'PKCS #8 of an RSA or EC key: keyManager(cert, pkcs8), no SEC 1 or PKCS #1; Ed25519 with SslProvider.JDK alone, by keyManager(key, cert) and KeyFactory.getInstance("EdDSA")',
    rust: "Identity::from_pem(cert, key); RSA of 2048 bits and more, P-256, P-384, Ed25519; P-521 with aws-lc-rs (tls-aws-lc of tonic), not with ring",
  },
};
