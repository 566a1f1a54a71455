import { decisiveConnection, type Rule, wire } from "../rule.ts";

/** A side whose first octets are of no protocol that belongs here. */
export const peerNotHttp2: Rule = {
  code: "peer-not-http2",
  clause: "RFC 9113 section 3.4",
  diagnose: ({ evidence }) => {
    const seen = decisiveConnection(evidence)?.wire;
    if (!seen) return undefined;
    if (seen.client.protocol === "other") {
      return {
        side: "client",
        decided: true,
        sentence: "The client's first octets are neither TLS nor HTTP/2.",
        matched: [wire(`first octets of the client: ${seen.client.firstOctets}`)],
        remedy: "connect with a gRPC client",
      };
    }
    const within = seen.messages.find(({ from, name }) => from === "server" && name === "octets");
    if (seen.server.protocol === "tls" && within && (seen.http2?.server.frames.length ?? 0) === 0) {
      return {
        side: "server",
        decided: true,
        sentence: "The server sends something behind TLS that is not HTTP/2.",
        matched: [wire(`octets of the server: ${within.detail}`)],
        remedy: "dial the address that serves gRPC",
      };
    }
    if (seen.server.protocol !== "other" || seen.client.protocol !== "http2") return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The server's first octets are not HTTP/2: something else listens on this address.",
      matched: [wire(`first octets of the server: ${shown(seen.server.firstOctets)}`)],
      remedy: "dial the address that serves gRPC",
    };
  },
};

/** Hexadecimal, with the text that it is, if it is text. */
const shown = (hex: string): string => {
  const text = Buffer.from(hex, "hex").toString("latin1");
  return /^[\x20-\x7e\r\n\t]+$/.test(text) ? `${hex} (${JSON.stringify(text)})` : hex;
};
