import type { CauseKnowledge } from "../cause-knowledge.ts";

export const settingsForbidCalls: CauseKnowledge = {
  summary: "The server's HTTP/2 settings leave no room for a call.",
  sides: ["server", "between"],
  toBeSure:
    "`nghttp -v https://<address>/` prints the server's SETTINGS: MAX_CONCURRENT_STREAMS 0, INITIAL_WINDOW_SIZE 0, or a MAX_HEADER_LIST_SIZE below 300.",
  clause: "RFC 9113 section 6.5.2",
  check: { at: "endpoint", look: "the SETTINGS frame with which the server begins" },
  fix: {
    any: "leave the settings at the library's defaults",
    go: "grpc.MaxConcurrentStreams(n), grpc.InitialWindowSize(65535), grpc.MaxHeaderListSize(8192) of the server",
    python: '("grpc.max_concurrent_streams", n), ("grpc.max_metadata_size", 8192) of the server',
    node: '{"grpc.max_concurrent_streams": n} of the server',
    java: "NettyServerBuilder.maxConcurrentCallsPerConnection(n), maxInboundMetadataSize(8192)",
    rust: "Server::builder().max_concurrent_streams(n), initial_stream_window_size(65535), http2_max_header_list_size(8192)",
    nginx: "http2_max_concurrent_streams n;",
    envoy: "http2_protocol_options: max_concurrent_streams, initial_stream_window_size",
  },
};
