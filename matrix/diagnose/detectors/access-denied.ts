import { refusedCall } from "../refused-call.ts";

export const accessDenied = refusedCall({
  code: "access-denied",
  status: "PERMISSION_DENIED",
  side: null,
  sentence: "gRPC answers, and does not allow this caller the call.",
  remedy:
    "call as somebody who may, or let the access rules of the server, or of a proxy before it, admit this caller",
});
