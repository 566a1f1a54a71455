import type { About } from "../about.ts";
import { blamingCodes, oddRequest } from "../odd-request.ts";
import { decisiveConnection, type Rule, wire } from "../rule.ts";
import { resetByIntermediary } from "./reset-by-intermediary.ts";

const about: About = {
  summary: "The peer broke a call off with RST_STREAM.",
  sides: ["server", "client", "between"],
  toBeSure:
    "The code tells: INTERNAL_ERROR a handler or proxy that failed, REFUSED_STREAM a limit, CANCEL a deadline, PROTOCOL_ERROR a request that it finds wrong, ENHANCE_YOUR_CALM a rate limit. Call the server without the proxy.",
  fix: {
    any: "read the log of the side that reset, or of the proxy that answers for it",
    nginx: "grpc_pass in place of proxy_pass; grpc_read_timeout for long streams",
  },
};

/** The server breaks a call off with RST_STREAM. */
export const streamReset: Rule = {
  code: "stream-reset",
  clause: "RFC 9113 section 6.4",
  about,
  diagnose: (symptoms) => {
    if (resetByIntermediary.diagnose(symptoms)) return undefined;
    const { evidence } = symptoms;
    const resets = decisiveConnection(evidence)?.wire.http2?.server.resets ?? [];
    // NO_ERROR after a whole answer asks only that the request be not sent to its end (section 8.1).
    const reset = resets.find(({ code }) => code !== "NO_ERROR");
    if (!reset) return undefined;
    const blames = blamingCodes.has(reset.code) || oddRequest(evidence) !== undefined;
    return {
      side: blames ? null : "server",
      decided: !blames,
      sentence: `The server breaks calls off with RST_STREAM (${reset.code}).`,
      matched: [wire(`RST_STREAM of the server on stream ${reset.stream}: ${reset.code}`)],
      nextCheck: "hold the client's request in handshake.txt against gRPC over HTTP/2",
      remedy: "read the log of the server, or of the proxy that answers for it",
    };
  },
};
