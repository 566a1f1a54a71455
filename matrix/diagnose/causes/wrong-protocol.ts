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
    const spoken = seen?.server.protocol;
    if (seen?.client.protocol !== "http2" || (spoken !== "tls" && spoken !== "nothing")) {
      return undefined;
    }
    return {
      side: "client",
      decided: spoken === "tls" || mode !== "none",
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

/** It takes connections and ends them without an octet: a crash, a TLS server, a health check's port. */
export const closedBeforePreface: Rule = {
  code: "closed-before-preface",
  clause: "RFC 9113 section 3.4",
  diagnose: ({ evidence }) => {
    const connection = decisiveConnection(evidence);
    if (!connection || connection.dialError || connection.bytes.server > 0) return undefined;
    if (connection.wire.client.protocol !== "http2" || connection.firstClose?.by !== "server") {
      return undefined;
    }
    return {
      side: "server",
      decided: false,
      sentence: "The server accepted the connection and closed it without sending an octet.",
      evidence: [
        wire(
          `the server at ${connection.serverAddress} closed first (${connection.firstClose.how.toUpperCase()}) after ${connection.bytes.client} octets of the client`,
        ),
      ],
      nextCheck: "offer a ClientHello to the same address: a TLS server answers it",
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
