import type { CauseKnowledge } from "../cause-knowledge.ts";

export const contentTypeNotGrpc: CauseKnowledge = {
  summary:
    "The reply does not have the content type of gRPC: what answers is no gRPC server, or the reply's own gRPC status stands under another type.",
  sides: ["server", "between"],
  toBeSure:
    "`curl -v --http2 https://<address>/<package.Service>/<Method>` shows content-type. The same call to the server itself tells whether the server or something between sets it.",
  clause: "gRPC over HTTP/2, Responses",
  check: { at: "endpoint", look: "the content-type of the reply beside its grpc-status" },
  fix: {
    any: "where there is a grpc-status: send content-type: application/grpc in every reply, and let no proxy change it; where there is none: dial the port that serves gRPC, or route the path of the call to it",
    nginx: "no add_header or default_type that sets Content-Type where grpc_pass is",
    envoy: "no response_headers_to_add that sets content-type on a route of gRPC",
  },
};
