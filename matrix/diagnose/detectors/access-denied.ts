import { refusedCall } from "../refused-call.ts";

export const accessDenied = refusedCall({
  code: "access-denied",
  status: "PERMISSION_DENIED",
  side: null,
  sentence: "The server works, and does not allow this caller the method.",
  remedy: "call as somebody who may, or let the server's rules admit this caller",
});
