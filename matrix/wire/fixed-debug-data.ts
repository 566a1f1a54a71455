/**
 * Debug data of GOAWAY that stacks send word for word: it says why a connection ends, and nothing of its calls.
 *
 * grpc-go internal/transport/http2_server.go (`max_idle`, `max_age`, `graceful_stop`), grpc-java NettyServerHandler
 * (`app_requested`), gRPC proposal A8 (`too_many_pings`), the crate h2 (`too_many_resets`, `too_many_internal_resets`).
 */
export const fixedDebugData: ReadonlySet<string> = new Set([
  "app_requested",
  "graceful_stop",
  "max_age",
  "max_idle",
  "too_many_internal_resets",
  "too_many_pings",
  "too_many_resets",
]);
