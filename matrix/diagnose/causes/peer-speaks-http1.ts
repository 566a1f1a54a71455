import { decisiveConnection, type Rule, wire } from "../rule.ts";

/** HTTP/1 where HTTP/2 is due, in the clear or behind TLS. */
export const peerSpeaksHttp1: Rule = {
  code: "peer-speaks-http1",
  clause: "RFC 9113 section 3.4",
  diagnose: ({ evidence }) => {
    const seen = decisiveConnection(evidence)?.wire;
    if (!seen) return undefined;
    const said = (from: "client" | "server") =>
      seen.messages.find((message) => message.from === from && message.name === "HTTP/1")?.detail;
    const request =
      said("client") ?? (seen.client.protocol === "http1" ? "a request line" : undefined);
    if (request !== undefined) {
      return {
        side: "client",
        decided: true,
        sentence: "The client speaks HTTP/1, and gRPC is HTTP/2.",
        matched: [wire(`the client sent: ${request}`)],
        remedy: "connect with a gRPC client",
      };
    }
    const answer = said("server") ?? seen.server.httpStatusLine;
    if (!answer || seen.client.protocol === "nothing") return undefined;
    // Without ALPN a server may take the client for one of HTTP/1: then that is the cause.
    if (seen.tls?.clientHello?.alpn.length === 0) return undefined;
    if (seen.client.protocol === "tls" && seen.server.protocol !== "tls") return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The server answers in HTTP/1, and gRPC is HTTP/2.",
      matched: [wire(`the server sent: ${answer}`)],
      remedy: "dial the port that serves gRPC, or enable HTTP/2 on this one",
    };
  },
};
