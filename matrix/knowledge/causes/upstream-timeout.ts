import type { CauseKnowledge } from "../cause-knowledge.ts";

export const upstreamTimeout: CauseKnowledge = {
  summary: "A proxy answers in the server's name: the server did not answer in time.",
  sides: ["between", "server"],
  toBeSure:
    "The proxy's log: Envoy has the response flag UT, nginx `upstream timed out`, HAProxy `sH`. The call to the server itself takes longer than the proxy's timeout.",
  clause: "RFC 9110 section 15.6.5; gRPC HTTP status code mapping",
  check: { at: "program", look: "how long the server itself takes, against the proxy's timeout" },
  fix: {
    any: "look where the server waits; streams that stay open need a timeout that is longer or off",
    nginx: "grpc_read_timeout",
    envoy: "timeout of the route (15 s by default), max_stream_duration",
    haproxy: "timeout server, timeout tunnel",
  },
};
