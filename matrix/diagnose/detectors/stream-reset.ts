import { blamingCodes, oddRequest } from "../odd-request.ts";
import { type Rule, seenIn, wire } from "../rule.ts";
import { malformedRequest } from "./malformed-request.ts";
import { resetByIntermediary } from "./reset-by-intermediary.ts";

/** The server breaks a call off with RST_STREAM. */
export const streamReset: Rule = {
  code: "stream-reset",
  diagnose: (symptoms) => {
    if (resetByIntermediary.diagnose(symptoms) || malformedRequest.diagnose(symptoms)) {
      return undefined;
    }
    const { evidence } = symptoms;
    const { server, grpc } = seenIn(evidence).http2 ?? {};
    const { resets = [], headers = [] } = server ?? {};
    const answered = new Set([
      ...headers.flatMap(({ stream, grpcStatus }) => (grpcStatus === null ? [] : [stream])),
      ...(grpc?.replies ?? []).flatMap(({ stream, ended }) => (ended ? [stream] : [])),
    ]);
    // NO_ERROR after a whole answer asks only that the request be not sent to its end (section 8.1).
    const reset = resets.find(({ code, stream }) => code !== "NO_ERROR" || !answered.has(stream));
    if (!reset) return undefined;
    const blames = blamingCodes.has(reset.code) || oddRequest(evidence) !== undefined;
    // A refused request was not looked at, and may be sent again (RFC 9113 section 8.7): clients do, a probe does not.
    const mayPass = symptoms.endpoint !== null && reset.code === "REFUSED_STREAM";
    return {
      side: blames ? null : "server",
      decided: !blames && !mayPass,
      sentence: `The server breaks calls off with RST_STREAM (${reset.code}).`,
      matched: [wire(`RST_STREAM of the server on stream ${reset.stream}: ${reset.code}`)],
      nextCheck:
        "hold the headers of the client's request against gRPC over HTTP/2: the server's log, or the frames that a run keeps (handshake.txt), have them",
      remedy: "read the log of the server, or of the proxy that answers for it",
    };
  },
};
