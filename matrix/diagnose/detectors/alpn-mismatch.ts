import { isGrpcProtocol } from "../../knowledge/grpc-protocols.ts";
import { type Rule, seenIn, wire } from "../rule.ts";

/** Both sides know ALPN and have no protocol in common; gRPC's is h2. */
export const alpnMismatch: Rule = {
  code: "alpn-mismatch",
  diagnose: ({ evidence }) => {
    const { tls } = seenIn(evidence);
    const offered = tls?.clientHello?.alpn ?? [];
    if (!tls || offered.length === 0) return undefined;
    const refusal = tls.alerts.find(
      ({ from, name }) =>
        name === "no_application_protocol" && (from === "server" || tls.alpn === null),
    );
    const other = tls.alpn !== null && !isGrpcProtocol(tls.alpn);
    // A server that answers a hello without h2 by no choice, and then by leaving, has none for it.
    const offersOne = offered.some(isGrpcProtocol);
    const unmet = !offersOne && tls.serverHello !== null;
    if (!refusal && !other && !unmet) return undefined;
    const side = offersOne ? "server" : "client";
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
