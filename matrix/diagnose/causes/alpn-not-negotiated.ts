import { clientTexts, quoteFrom, type Rule, tlsOf, wire } from "../rule.ts";

const clientsWords =
  /missing selected ALPN property|HTTP\/2 was not negotiated|Failed ALPN negotiation/i;

/**
 * One side does without ALPN. RFC 9113 section 3.3 asks for it; grpc-go from 1.67, gRPC core, tonic and
 * grpc-java insist, grpc-js does not.
 */
export const alpnNotNegotiated: Rule = {
  code: "alpn-not-negotiated",
  clause: "RFC 9113 section 3.3; RFC 7301 section 3.1",
  diagnose: ({ outcome, evidence }) => {
    const tls = tlsOf(evidence);
    if (!tls?.serverHello || !tls.clientHello) return undefined;
    const offered = tls.clientHello.alpn;
    if (offered.length === 0) {
      if (outcome.phase === "proof") return undefined;
      return {
        side: "client",
        decided: true,
        sentence: "The client's ClientHello has no ALPN, and the server does not go on without.",
        evidence: [wire("ClientHello has no application_layer_protocol_negotiation")],
        remedy: "offer h2 by ALPN in the client",
      };
    }
    const said = quoteFrom("client", clientTexts(evidence), clientsWords);
    const seen = tls.visibility.kind === "all" && tls.finished.server && tls.alpn === null;
    if (!said && !(seen && outcome.phase === "alpn")) return undefined;
    return {
      side: "server",
      decided: said !== undefined || seen,
      sentence:
        "The server answered without choosing a protocol by ALPN, and the client insists on h2.",
      evidence: [
        wire(`ClientHello application_layer_protocol_negotiation: ${offered.join(", ")}`),
        ...(seen ? [wire("the server chose none")] : []),
        ...(said ? [said] : []),
      ],
      remedy: "let what ends TLS for this address answer ALPN with h2",
      nextCheck: "openssl s_client -alpn h2 -connect <address>, and read the line ALPN protocol",
    };
  },
};
