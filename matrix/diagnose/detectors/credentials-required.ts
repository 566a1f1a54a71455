import { refusedCall } from "../refused-call.ts";

export const credentialsRequired = refusedCall({
  code: "credentials-required",
  status: "UNAUTHENTICATED",
  side: "client",
  sentence: "The server works, and wants credentials that the call does not carry.",
  remedy: "send what it asks for as metadata of the call (authorization: Bearer <token>)",
});
