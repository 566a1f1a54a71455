import type { About } from "../about.ts";
import { clientTexts, decisiveConnection, type Rule, tlsOf, wire } from "../rule.ts";
import { saidIn } from "../said.ts";

const about: About = {
  summary: "TLS ends without a protocol chosen by ALPN, and gRPC needs h2.",
  sides: ["server", "between", "client"],
  toBeSure:
    "`openssl s_client -connect <address> -alpn h2 </dev/null | grep ALPN` says `No ALPN negotiated`. If it says `ALPN protocol: h2`, gRPC reached another address: compare (`wrong-endpoint`, proxy variables, a second DNS record). grpc-js goes on without ALPN, grpc-go from 1.67, grpcio, grpc-java and tonic refuse: that one client works proves nothing.",
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

/**
 * One side does without ALPN. RFC 9113 section 3.3 asks for it; grpc-go from 1.67, gRPC core, tonic and
 * grpc-java insist, grpc-js does not.
 */
export const alpnNotNegotiated: Rule = {
  code: "alpn-not-negotiated",
  clause: "RFC 9113 section 3.3; RFC 7301 section 3.1",
  about,
  diagnose: ({ outcome, evidence }) => {
    const tls = tlsOf(evidence);
    const http2 = decisiveConnection(evidence)?.wire.http2;
    if (!tls?.serverHello || !tls.clientHello || tls.alpn !== null) return undefined;
    if ((http2?.server.headers.length ?? 0) > 0) return undefined;
    const offered = tls.clientHello.alpn;
    if (offered.length === 0) {
      if (outcome.phase === "proof") return undefined;
      return {
        side: "client",
        decided: true,
        sentence: "The client's ClientHello has no ALPN, and the server does not go on without.",
        matched: [wire("ClientHello has no application_layer_protocol_negotiation")],
        remedy: "offer h2 by ALPN in the client",
      };
    }
    const said = saidIn(clientTexts(evidence)).find(({ code }) => code === "alpn-not-negotiated");
    const seen = tls.visibility.kind === "all" && tls.finished.server && tls.finished.client;
    // A client that goes on all the same does not mind.
    if (!said && (!seen || http2?.preface === true)) return undefined;
    return {
      side: "server",
      decided: said !== undefined || seen,
      sentence:
        "The server answered without choosing a protocol by ALPN, and the client insists on h2.",
      matched: [
        wire(`ClientHello application_layer_protocol_negotiation: ${offered.join(", ")}`),
        ...(seen ? [wire("the server chose none")] : []),
        ...(said ? [{ by: "client" as const, text: said.text }] : []),
      ],
      remedy: "let what ends TLS for this address answer ALPN with h2",
      nextCheck: "openssl s_client -alpn h2 -connect <address>, and read the line ALPN protocol",
    };
  },
};
