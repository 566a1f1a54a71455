import { brokenReply } from "../broken-reply.ts";

export const malformedResponse = brokenReply({
  code: "malformed-response",
  side: null,
  sentence: "The reply breaks a rule of HTTP/2, and clients refuse it.",
  remedy:
    "update the HTTP/2 library of the server, or of the proxy that answers for it; a handler that writes such a header must not",
});
