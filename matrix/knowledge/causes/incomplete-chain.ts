import type { CauseKnowledge } from "../cause-knowledge.ts";

export const incompleteChain: CauseKnowledge = {
  summary:
    "A side sends its certificate without the intermediate one that leads to the trusted authority.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> -showcerts` shows the leaf alone, and `openssl verify -CAfile root.pem -untrusted intermediate.pem leaf.pem` is OK. Browsers and some stacks fetch or cache intermediates: that they work proves nothing.",
  clause: "RFC 8446 section 4.4.2",
  check: {
    at: "endpoint",
    look: "how many certificates arrive: a leaf alone lacks its intermediate, a chain up to a root that is unknown lacks trust",
  },
  fix: {
    any: "cat leaf.pem intermediate.pem > fullchain.pem; the root need not be in it",
    go: 'tls.LoadX509KeyPair("fullchain.pem", key): the leaf first, then each issuer below the root',
    python: "grpc.ssl_server_credentials([(key, fullchain)])",
    node: "grpc.ServerCredentials.createSsl(ca, [{private_key, cert_chain: fullchain}])",
    java: "TlsServerCredentials.newBuilder().keyManager(fullchain, key).build()",
    rust: "ServerTlsConfig::new().identity(Identity::from_pem(fullchain, key))",
    nginx: "ssl_certificate fullchain.pem;",
    envoy: "tls_certificates: certificate_chain: fullchain.pem",
    haproxy: "`bind … ssl crt` a file with leaf, intermediates and key",
  },
};
