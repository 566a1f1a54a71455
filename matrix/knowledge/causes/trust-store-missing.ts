import type { CauseKnowledge } from "../cause-knowledge.ts";

export const trustStoreMissing: CauseKnowledge = {
  summary: "The program has no certificates of authorities, so that it can verify no peer.",
  sides: ["client", "server"],
  toBeSure:
    "`ls -l /etc/ssl/certs/ca-certificates.crt` in the image that the client runs in: slim images have none.",
  clause: "RFC 8446 section 4.4.2.4; RFC 5280 section 6.1.1",
  check: {
    at: "program",
    look: "whether the file of authorities is there, and which path the library looks for",
  },
  fix: {
    any: "install the package ca-certificates in the image, or give the client the authority's file itself",
    go: "SSL_CERT_FILE=/path/ca.pem, or tls.Config.RootCAs",
    python:
      "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=/path/ca.pem, or grpc.ssl_channel_credentials(root_certificates=…)",
    node: "NODE_EXTRA_CA_CERTS=/path/ca.pem, or grpc.credentials.createSsl(ca)",
    java: "a JRE with cacerts, or TlsChannelCredentials.newBuilder().trustManager(file)",
    rust: "ClientTlsConfig::new().ca_certificate(pem), or the feature tls-webpki-roots instead of tls-native-roots",
  },
};
