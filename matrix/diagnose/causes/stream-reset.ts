import { decisiveConnection, type Rule, wire } from "../rule.ts";

/** The server breaks a call off with RST_STREAM. */
export const streamReset: Rule = {
  code: "stream-reset",
  clause: "RFC 9113 section 6.4",
  diagnose: ({ evidence }) => {
    const resets = decisiveConnection(evidence)?.wire.http2?.server.resets ?? [];
    // NO_ERROR after a whole answer asks only that the request be not sent to its end (section 8.1).
    const reset = resets.find(({ code }) => code !== "NO_ERROR");
    if (!reset) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: `The server breaks calls off with RST_STREAM (${reset.code}).`,
      evidence: [wire(`RST_STREAM of the server on stream ${reset.stream}: ${reset.code}`)],
      remedy: "read the log of the server, or of the proxy that answers for it",
    };
  },
};
