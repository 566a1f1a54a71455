import { decisiveConnection, type Rule, wire } from "../rule.ts";

/** The server finds that the client pings too often. */
export const goawayEnhanceYourCalm: Rule = {
  code: "goaway-enhance-your-calm",
  clause: "RFC 9113 section 7; gRPC proposal A8, too_many_pings",
  diagnose: ({ evidence }) => {
    const frame = decisiveConnection(evidence)?.wire.http2?.server.goaway;
    if (frame?.code !== "ENHANCE_YOUR_CALM") return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The server ended the connection because it finds that the client pings too often.",
      evidence: [wire(`GOAWAY of the server: ENHANCE_YOUR_CALM, debug data "${frame.debugData}"`)],
      remedy:
        "lengthen the client's keepalive time, or let the server permit it (permit_keepalive_without_calls, minimum time)",
    };
  },
};
