import type { CauseKnowledge } from "../cause-knowledge.ts";

export const idleDrop: CauseKnowledge = {
  summary:
    "A connection that nobody used for a while was dropped, and the next call found it dead.",
  sides: ["between", "server", "client"],
  passes: true,
  toBeSure:
    "Hold a channel idle for 70 s and then 360 s and call again: many balancers drop after 60 s or 350 s without saying so. A GOAWAY with the debug data `max_idle` is the server's own limit.",
  clause: "RFC 9113 section 9.1; gRPC proposals A8 and A9",
  check: {
    at: "endpoint",
    look: "hold an idle stream past 60 s and past 350 s, with and without keepalive, and see when it breaks",
  },
  fix: {
    any: "send keepalive pings more often than the idle limit, as far as the server permits them; or raise the limit of what lies between",
    go: "client: grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: 30 * time.Second, PermitWithoutStream: true}), with grpc.KeepaliveEnforcementPolicy in the server to match; or grpc.WithIdleTimeout below the limit",
    python:
      'client: ("grpc.keepalive_time_ms", 30000), ("grpc.keepalive_permit_without_calls", 1); server: ("grpc.http2.min_ping_interval_without_data_ms", 10000)',
    node: 'client: {"grpc.keepalive_time_ms": 30000, "grpc.keepalive_permit_without_calls": 1}, or "grpc.client_idle_timeout_ms" below the limit',
    java: "client: keepAliveTime(30, SECONDS), keepAliveWithoutCalls(true); server: permitKeepAliveTime(10, SECONDS), permitKeepAliveWithoutCalls(true)",
    rust: "client: Endpoint::http2_keep_alive_interval(30 s), keep_alive_while_idle(true)",
    dotnet:
      "SocketsHttpHandler { KeepAlivePingDelay = TimeSpan.FromSeconds(30), KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always }",
    nginx:
      "keepalive_timeout, client_header_timeout, grpc_read_timeout and grpc_send_timeout above the idle time",
    envoy:
      "idle_timeout of common_http_protocol_options, stream_idle_timeout of the connection manager",
    haproxy: "timeout client, timeout server, timeout http-keep-alive, timeout tunnel",
  },
};
