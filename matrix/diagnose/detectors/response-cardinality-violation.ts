import { brokenReply } from "../broken-reply.ts";

export const responseCardinalityViolation = brokenReply({
  code: "response-cardinality-violation",
  side: "server",
  sentence: "A unary call was answered OK with another number of messages than one.",
  remedy: "let the handler answer exactly once, or end with an error",
});
