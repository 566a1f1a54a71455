import type { CauseKnowledge } from "../cause-knowledge.ts";

export const plaintextClientToTlsPort: CauseKnowledge = {
  summary: "The client speaks HTTP/2 in the clear to a port that wants TLS.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> -alpn h2` gets a certificate; `handshake-matrix probe <address>` shows TLS on the port. In the server's log the first bytes are `505249202a` (PRI *).",
  clause: "RFC 8446 section 5.1; RFC 9113 section 3.4",
  check: {
    at: "endpoint in plaintext",
    look: "whether the port finishes a TLS handshake: then the client must use TLS",
  },
  fix: {
    any: "let the client use TLS, or dial the port that serves plaintext",
    go: "grpc.WithTransportCredentials(credentials.NewClientTLSFromFile(…)) in place of insecure.NewCredentials()",
    python:
      "grpc.secure_channel(target, grpc.ssl_channel_credentials(ca)) in place of grpc.insecure_channel",
    node: "grpc.credentials.createSsl(ca) in place of createInsecure()",
    java: "Grpc.newChannelBuilder(target, TlsChannelCredentials.create()) in place of usePlaintext()",
    rust: "an https:// URI and .tls_config(ClientTlsConfig::new()…)",
    dotnet: 'GrpcChannel.ForAddress("https://…")',
    nginx: "towards a TLS upstream: grpc_pass grpcs://upstream;",
    envoy: "transport_socket with UpstreamTlsContext on the cluster",
    haproxy: "`server … ssl alpn h2 verify required ca-file ca.pem`",
  },
};
