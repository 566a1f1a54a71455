import { servesInTheClear } from "../endpoint-findings.ts";
import { firstBytes } from "../first-bytes.ts";
import { foreignProtocol } from "../foreign-protocol.ts";
import { type Rule, seenIn, wire } from "../rule.ts";

export const tlsClientToPlaintextPort: Rule = {
  code: "tls-client-to-plaintext-port",
  diagnose: (symptoms) => {
    const { mode, evidence } = symptoms;
    const { connection } = seenIn(evidence);
    if (connection?.wire.client.protocol !== "tls" || foreignProtocol(symptoms)) return undefined;
    const seen = connection.wire;
    if (seen.server.protocol === "nothing") return servesInTheClear(symptoms);
    if (seen.server.protocol === "tls") return undefined;
    return {
      side: mode === "none" ? "client" : "server",
      decided: true,
      sentence: "The client began TLS and the server answered with something that is not TLS.",
      matched: [
        firstBytes(connection, "client"),
        firstBytes(connection, "server"),
        ...(seen.server.httpStatusLine ? [wire(seen.server.httpStatusLine)] : []),
      ],
      remedy:
        mode === "none"
          ? "use insecure credentials in the client, as the server does"
          : "serve TLS on this address, or dial the address that does",
    };
  },
};
