import { brokenReply } from "../broken-reply.ts";

export const grpcStatusMissing = brokenReply({
  code: "grpc-status-missing",
  side: null,
  sentence: "The reply ends without a status of gRPC.",
  remedy:
    "let the proxy pass trailers (HTTP/2 on both sides, nginx: grpc_pass); where there is none, let the server send grpc-status",
});
