import { brokenReply } from "../broken-reply.ts";

export const contentTypeNotGrpc = brokenReply({
  code: "content-type-not-grpc",
  side: null,
  sentence: "The reply has a gRPC status and not the content type of gRPC.",
  remedy:
    "send content-type: application/grpc; look for what changes headers between server and client",
});
