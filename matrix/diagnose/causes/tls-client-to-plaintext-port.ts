import { decisiveConnection, type Rule, wire } from "../rule.ts";

export const tlsClientToPlaintextPort: Rule = {
  code: "tls-client-to-plaintext-port",
  clause: "RFC 8446 section 5.1",
  diagnose: ({ mode, evidence }) => {
    const seen = decisiveConnection(evidence)?.wire;
    if (seen?.client.protocol !== "tls") return undefined;
    if (seen.server.protocol === "tls" || seen.server.protocol === "nothing") return undefined;
    return {
      side: mode === "none" ? "client" : "server",
      decided: true,
      sentence: "The client began TLS and the server answered with something that is not TLS.",
      matched: [
        wire(`first octets of the client: ${seen.client.firstOctets}`),
        wire(`first octets of the server: ${seen.server.firstOctets}`),
        ...(seen.server.httpStatusLine ? [wire(seen.server.httpStatusLine)] : []),
      ],
      remedy:
        mode === "none"
          ? "use insecure credentials in the client, as the server does"
          : "serve TLS on this address, or dial the address that does",
    };
  },
};
