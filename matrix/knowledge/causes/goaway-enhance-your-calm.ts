import type { CauseKnowledge } from "../cause-knowledge.ts";

export const goawayEnhanceYourCalm: CauseKnowledge = {
  summary:
    "The server finds the client's load excessive, mostly that it pings too often (too_many_pings), and ends the connection.",
  sides: ["client", "server"],
  toBeSure:
    "The GOAWAY is ENHANCE_YOUR_CALM with the debug data `too_many_pings`; hold the client's keepalive time against the server's minimum (5 minutes by default, and none without calls). Other debug data means another limit: resets, header fields, requests at a rate.",
  clause: "RFC 9113 section 7; gRPC proposal A8, too_many_pings",
  check: { at: "endpoint", look: "the client's keepalive interval against the server's minimum" },
  fix: {
    any: "raise the client's keepalive time above the server's minimum",
    go: "client: keepalive.ClientParameters{Time: 5 * time.Minute}; server: grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime, PermitWithoutStream: true})",
    python:
      'client: ("grpc.keepalive_time_ms", 300000); server: ("grpc.http2.min_ping_interval_without_data_ms", …), ("grpc.keepalive_permit_without_calls", 1)',
    node: 'client: {"grpc.keepalive_time_ms": 300000}',
    java: "client: keepAliveTime(5, MINUTES); server: NettyServerBuilder.permitKeepAliveTime, permitKeepAliveWithoutCalls(true)",
    rust: "client: Endpoint::http2_keep_alive_interval, keep_alive_while_idle(false)",
    dotnet: "client: SocketsHttpHandler { KeepAlivePingDelay = TimeSpan.FromMinutes(5) }",
  },
};
