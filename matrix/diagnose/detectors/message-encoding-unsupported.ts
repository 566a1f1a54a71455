import { brokenReply } from "../broken-reply.ts";

export const messageEncodingUnsupported = brokenReply({
  code: "message-encoding-unsupported",
  side: "server",
  sentence: "The reply is compressed in a way that the client did not offer.",
  remedy:
    "let the server compress only as grpc-accept-encoding allows, or register the compressor in the client",
});
