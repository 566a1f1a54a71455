import { brokenReply } from "../broken-reply.ts";

export const messageFramingBroken = brokenReply({
  code: "message-framing-broken",
  side: null,
  sentence: "The reply's body is not framed as gRPC messages are.",
  remedy:
    "let a gRPC library write the body; a proxy between must pass it unchanged and to its end",
});
