import type { CauseKnowledge } from "../cause-knowledge.ts";

export const headerListTooLarge: CauseKnowledge = {
  summary: "Headers are larger than the side that receives them takes.",
  sides: ["server", "client", "between"],
  toBeSure:
    "Libraries name the size and their limit (8 KiB: grpc-java; 8 KiB for some calls and 16 KiB for all: gRPC core; 16 KiB: tonic), or reset the stream, as Node does for a field of more than 64 KiB, more than 128 fields, or more than 8 CONTINUATION frames; a proxy answers HTTP status 431. `curl -v --http2 https://<address>/<package.Service>/<Method>` shows which header is long.",
  clause: "RFC 9113 section 6.5.2",
  check: { at: "endpoint", look: "the longest header and trailer of the reply, and who added it" },
  fix: {
    any: "send less in metadata and in error details, or raise the receiver's limit",
    go: "client: grpc.WithMaxHeaderListSize(n); server: grpc.MaxHeaderListSize(n)",
    python: 'options=[("grpc.max_metadata_size", n), ("grpc.absolute_max_metadata_size", n)]',
    java: "maxInboundMetadataSize(n) of channel or server builder",
    rust: "Endpoint::http2_max_header_list_size(n), the same on Server",
    nginx: "large_client_header_buffers",
    envoy: "max_request_headers_kb; of a reply max_response_headers_kb",
    haproxy: "tune.bufsize",
  },
};
