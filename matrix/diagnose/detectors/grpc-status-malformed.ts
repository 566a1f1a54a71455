import { brokenReply } from "../broken-reply.ts";

export const grpcStatusMalformed = brokenReply({
  code: "grpc-status-malformed",
  side: "server",
  sentence: "The reply ends with a status that clients cannot read.",
  remedy:
    "let a gRPC library write the status: its number from 0 to 16, in digits, and its details in base64",
});
