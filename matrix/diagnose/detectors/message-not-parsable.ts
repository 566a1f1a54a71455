import { brokenReply } from "../broken-reply.ts";

export const messageNotParsable = brokenReply({
  code: "message-not-parsable",
  side: "server",
  sentence: "The reply's message is no protobuf.",
  remedy:
    "let the server answer in the type that the method has; look for what changes bodies between server and client",
});
