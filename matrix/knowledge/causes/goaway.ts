import type { CauseKnowledge } from "../cause-knowledge.ts";

export const goaway: CauseKnowledge = {
  summary: "The server ended the connection with GOAWAY before it answered.",
  sides: ["server", "client", "between"],
  passes: true,
  toBeSure:
    "Read the GOAWAY's code and debug data in handshake.txt or with the library's HTTP/2 trace: NO_ERROR is a shutdown or an age limit, PROTOCOL_ERROR, FRAME_SIZE_ERROR and the like blame the other side, INADEQUATE_SECURITY the TLS version or cipher suite.",
  clause: "RFC 9113 section 6.8",
  check: { at: "endpoint", look: "the code and debug data of GOAWAY, and the server's own log" },
  fix: {
    any: "retry on UNAVAILABLE (a service config's retryPolicy); drain before shutting down",
    go: "keepalive.ServerParameters{MaxConnectionAge, MaxConnectionAgeGrace}: a grace long enough for the calls",
    python: '("grpc.max_connection_age_ms", …), ("grpc.max_connection_age_grace_ms", …)',
    node: '{"grpc.max_connection_age_ms", "grpc.max_connection_age_grace_ms"}',
    java: "NettyServerBuilder.maxConnectionAge, maxConnectionAgeGrace",
    envoy: "max_connection_duration, drain_timeout of the connection manager",
  },
};
