import { mostFrames } from "../../domain/http2-facts.ts";
import { type Finding, type Rule, seenIn, wire } from "../rule.ts";

/**
 * Servers forgive two (grpc-go internal/transport/http2_server.go `maxPingStrikes`, gRPC core's
 * GRPC_ARG_HTTP2_MAX_PING_STRIKES), so no client can have pinged too often with fewer.
 */
const fewestPings = 3;

/** The server finds that the client pings too often. */
export const goawayEnhanceYourCalm: Rule = {
  code: "goaway-enhance-your-calm",
  diagnose: ({ evidence }) => {
    const { http2 } = seenIn(evidence);
    const frame = http2?.server.goaway;
    if (frame?.code !== "ENHANCE_YOUR_CALM") return undefined;
    if (!/ping/i.test(frame.debugData)) return ofOtherLoad(frame.debugData);
    const frames = http2?.client.frames ?? [];
    const pings = frames.filter((name) => name === "PING").length;
    return {
      // Beyond the frames that are named there may be more.
      ...(pings < fewestPings && frames.length < mostFrames
        ? { side: "server", decided: true }
        : {
            // How far apart is too often is the server's policy, which nobody sees from outside.
            side: null,
            decided: false,
            nextCheck:
              "hold the client's keepalive time against the server's minimum: 5 minutes unless it was set, and no PING without calls",
          }),
      sentence: "The server ended the connection because it finds that the client pings too often.",
      matched: [
        wire(`GOAWAY of the server: ENHANCE_YOUR_CALM, debug data "${frame.debugData}"`),
        wire(
          `PING frames of the client, acknowledgements among them, in its first ${mostFrames}: ${pings}`,
        ),
      ],
      remedy:
        "lengthen the client's keepalive time, or let the server permit it (permit_keepalive_without_calls, minimum time)",
    };
  },
};

/** The code alone means load of any kind (RFC 9113 section 7): pings, resets, headers, requests at a rate. */
const ofOtherLoad = (debugData: string): Finding => ({
  side: null,
  decided: false,
  sentence:
    "The server ended the connection because it finds the client's load excessive; of what kind, it does not say.",
  matched: [wire(`GOAWAY of the server: ENHANCE_YOUR_CALM, debug data "${debugData}"`)],
  nextCheck:
    "read the server's log: it limits pings (too_many_pings), resets of streams, header fields, or requests at a rate",
  remedy: "find the limit in the configuration of the server, or of what stands before it",
});
