import type { CauseKnowledge } from "../cause-knowledge.ts";

export const alpnNotNegotiated: CauseKnowledge = {
  summary: "TLS ends without a protocol chosen by ALPN, and gRPC needs h2.",
  sides: ["server", "between", "client"],
  toBeSure:
    "`openssl s_client -connect <address> -alpn h2 </dev/null | grep ALPN` says `No ALPN negotiated`. If it says `ALPN protocol: h2`, gRPC reached another address: compare (`wrong-endpoint`, proxy variables, a second DNS record). grpc-js goes on without ALPN, grpc-go from 1.67, grpcio, grpc-java and tonic refuse: that one client works proves nothing.",
  clause: "RFC 9113 section 3.3; RFC 7301 section 3.1",
  check: {
    at: "endpoint",
    look: "the address that was reached, the selected ALPN with h2 offered and the issuer of the certificate; compare the address with the one that the working tool reached",
  },
  fix: {
    any: "let what ends TLS answer ALPN with h2, or let it pass TLS through",
    go: 'tls.Config{NextProtos: []string{"h2"}} for a listener of one\'s own; credentials.NewTLS adds it',
    java: "GrpcSslContexts.forServer(cert, key), not a bare SslContextBuilder: it sets ALPN",
    dotnet: "listenOptions.Protocols = HttpProtocols.Http2 with UseHttps",
    nginx:
      "`listen 443 ssl; http2 on;` (before 1.25.1: `listen 443 ssl http2;`) and grpc_pass; in a stream block ssl_alpn h2;",
    envoy: 'DownstreamTlsContext common_tls_context.alpn_protocols: ["h2"]',
    haproxy: "`bind :443 ssl crt x.pem alpn h2`, also in mode tcp",
  },
};
