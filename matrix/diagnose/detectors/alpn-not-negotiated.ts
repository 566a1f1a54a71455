import { clientTexts, quoted, type Rule, seenIn, wire } from "../rule.ts";
import { saidIn } from "../said.ts";

/**
 * One side does without ALPN. RFC 9113 section 3.3 asks for it; grpc-go from 1.67, gRPC core, tonic and
 * grpc-java insist, grpc-js does not.
 */
export const alpnNotNegotiated: Rule = {
  code: "alpn-not-negotiated",
  diagnose: ({ outcome, evidence }) => {
    const { tls, http2 } = seenIn(evidence);
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
        ...(said ? [quoted("client", said.text)] : []),
      ],
      remedy: "let what ends TLS for this address answer ALPN with h2",
      nextCheck: "openssl s_client -alpn h2 -connect <address>, and read the line ALPN protocol",
    };
  },
};
