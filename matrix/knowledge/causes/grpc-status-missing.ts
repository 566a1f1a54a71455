import type { CauseKnowledge } from "../cause-knowledge.ts";

export const grpcStatusMissing: CauseKnowledge = {
  summary: "The reply ends without a status of gRPC, which stands in its trailers.",
  sides: ["between", "server"],
  toBeSure:
    "`curl -v --http2 https://<address>/<package.Service>/<Method>` prints trailers after the body; grpc-status is not among them, or is no number. The same call to the server itself tells whether something between drops them.",
  clause: "gRPC over HTTP/2, Responses",
  check: { at: "endpoint", look: "the trailers of the reply; then call the origin directly" },
  fix: {
    any: "keep HTTP/2 on every hop, since HTTP/1.1 loses trailers; end each reply with grpc-status",
    nginx: "grpc_pass in place of proxy_pass",
    envoy: "http2_protocol_options (explicit_http_config) of the cluster",
    haproxy: "`server … proto h2` (or ssl alpn h2)",
  },
};
