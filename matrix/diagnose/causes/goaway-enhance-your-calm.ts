import { decisiveConnection, type Rule, wire } from "../rule.ts";

/** A client that measures its bandwidth sends a few (grpc-go bdp_estimator.go). */
const manyPings = 16;

/** The server finds that the client pings too often. */
export const goawayEnhanceYourCalm: Rule = {
  code: "goaway-enhance-your-calm",
  clause: "RFC 9113 section 7; gRPC proposal A8, too_many_pings",
  diagnose: ({ evidence }) => {
    const http2 = decisiveConnection(evidence)?.wire.http2;
    const frame = http2?.server.goaway;
    if (frame?.code !== "ENHANCE_YOUR_CALM") return undefined;
    const pings = http2?.client.frames.filter((name) => name === "PING").length ?? 0;
    return {
      side: pings >= manyPings ? "client" : "server",
      decided: true,
      sentence: "The server ended the connection because it finds that the client pings too often.",
      matched: [
        wire(`GOAWAY of the server: ENHANCE_YOUR_CALM, debug data "${frame.debugData}"`),
        wire(`PING frames of the client among its first 64: ${pings}`),
      ],
      remedy:
        "lengthen the client's keepalive time, or let the server permit it (permit_keepalive_without_calls, minimum time)",
    };
  },
};
