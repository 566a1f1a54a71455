import type { CauseKnowledge } from "../cause-knowledge.ts";

export const alpnMismatch: CauseKnowledge = {
  summary: "Both sides know ALPN and have no protocol in common: one does not serve or offer h2.",
  sides: ["server", "between", "client"],
  toBeSure:
    "`openssl s_client -connect <address> -alpn h2` is refused with alert 120, and `-alpn http/1.1` passes. The address serves HTTP/1.1 over TLS.",
  clause: "RFC 7301 section 3.2; RFC 9113 section 3.2",
  check: {
    at: "endpoint",
    look: "which protocols the server selects when it is offered h2, http/1.1 and both",
  },
  fix: {
    any: "enable HTTP/2 where TLS ends, or dial the port that serves gRPC",
    go: 'tls.Config{NextProtos: []string{"h2"}} for a listener of one\'s own; credentials.NewTLS adds it',
    java: "GrpcSslContexts.forServer(cert, key), not a bare SslContextBuilder: it sets ALPN",
    dotnet: "listenOptions.Protocols = HttpProtocols.Http2 with UseHttps",
    nginx:
      "`listen 443 ssl; http2 on;` (before 1.25.1: `listen 443 ssl http2;`) and grpc_pass; in a stream block ssl_alpn h2;",
    envoy: 'DownstreamTlsContext common_tls_context.alpn_protocols: ["h2"]',
    haproxy: "`bind :443 ssl crt x.pem alpn h2`, also in mode tcp",
  },
};
