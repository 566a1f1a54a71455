import type { About } from "../about.ts";
import { type Rule, tlsOf, wire } from "../rule.ts";

const about: About = {
  summary: "Both sides know ALPN and have no protocol in common: one does not serve or offer h2.",
  sides: ["server", "between", "client"],
  toBeSure:
    "`openssl s_client -connect <address> -alpn h2` is refused with alert 120, and `-alpn http/1.1` passes. The address serves HTTP/1.1 over TLS.",
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

/** Both sides know ALPN and have no protocol in common; gRPC's is h2 and no other. */
export const alpnMismatch: Rule = {
  code: "alpn-mismatch",
  clause: "RFC 7301 section 3.2; RFC 9113 section 3.2",
  about,
  diagnose: ({ evidence }) => {
    const tls = tlsOf(evidence);
    const offered = tls?.clientHello?.alpn ?? [];
    if (!tls || offered.length === 0) return undefined;
    const refusal = tls.alerts.find(
      ({ from, name }) =>
        name === "no_application_protocol" && (from === "server" || tls.alpn === null),
    );
    const other = tls.alpn !== null && tls.alpn !== "h2";
    // A server that answers a hello without h2 by no choice, and then by leaving, has none for it.
    const unmet = !offered.includes("h2") && tls.serverHello !== null;
    if (!refusal && !other && !unmet) return undefined;
    const side = offered.includes("h2") ? "server" : "client";
    return {
      side,
      decided: true,
      sentence:
        side === "server"
          ? "The server has none of the protocols that the client offers by ALPN; it does not serve HTTP/2 here."
          : "The client does not offer h2 by ALPN, and gRPC is HTTP/2.",
      matched: [
        wire(`ClientHello application_layer_protocol_negotiation: ${offered.join(", ")}`),
        ...(refusal
          ? [wire(`the ${refusal.from} sent alert ${refusal.code} no_application_protocol`)]
          : [wire(`the server chose ${tls.alpn ?? "none"}`)]),
      ],
      remedy: `enable HTTP/2 (ALPN h2) on the ${side}`,
    };
  },
};
