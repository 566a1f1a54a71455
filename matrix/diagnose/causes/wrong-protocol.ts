import { decisiveConnection, type Rule, wire } from "../rule.ts";

const clause = "RFC 8446 section 5.1; RFC 9113 section 3.4";

export const tlsClientToPlaintextPort: Rule = {
  code: "tls-client-to-plaintext-port",
  clause,
  diagnose: ({ evidence }) => {
    const seen = decisiveConnection(evidence)?.wire;
    if (seen?.client.protocol !== "tls") return undefined;
    if (seen.server.protocol === "tls" || seen.server.protocol === "nothing") return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The client began TLS and the server answered with something that is not TLS.",
      evidence: [
        wire(`first octets of the client: ${seen.client.firstOctets}`),
        wire(`first octets of the server: ${seen.server.firstOctets}`),
      ],
      remedy: "serve TLS on this address, or dial the address that does",
    };
  },
};

export const plaintextClientToTlsPort: Rule = {
  code: "plaintext-client-to-tls-port",
  clause,
  diagnose: ({ mode, evidence }) => {
    const seen = decisiveConnection(evidence)?.wire;
    if (seen?.client.protocol !== "http2" || seen.server.protocol === "http2") return undefined;
    return {
      side: "client",
      decided: seen.server.protocol === "tls" || mode !== "none",
      sentence: "The client spoke HTTP/2 in the clear to a server that wanted TLS.",
      evidence: [
        wire(`first octets of the client: ${seen.client.firstOctets}`),
        wire(`first octets of the server: ${seen.server.firstOctets || "none"}`),
      ],
      remedy: "use TLS credentials in the client",
      nextCheck: "offer a ClientHello to the same address",
    };
  },
};

export const peerSpeaksHttp1: Rule = {
  code: "peer-speaks-http1",
  clause: "RFC 9113 section 3.4",
  diagnose: ({ evidence }) => {
    const seen = decisiveConnection(evidence)?.wire;
    const statusLine = seen?.server.httpStatusLine;
    if (!statusLine) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The peer answered in HTTP/1.",
      evidence: [wire(statusLine)],
      remedy: "dial the port that serves gRPC",
    };
  },
};
