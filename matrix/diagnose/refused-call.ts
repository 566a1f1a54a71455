import type { KnownCause, Side } from "../domain/cause.ts";
import { httpAnswer } from "./http-answer.ts";
import { failedCalls, firstOf, type Rule, seenIn, wire } from "./rule.ts";

/** A status with which a service refuses who calls, and what is said of it. */
type RefusedCall = Readonly<{
  code: KnownCause;
  side: Side | null;
  sentence: string;
  remedy: string;
}>;

const refusedCalls: Readonly<Record<"UNAUTHENTICATED" | "PERMISSION_DENIED", RefusedCall>> = {
  UNAUTHENTICATED: {
    code: "credentials-required",
    side: "client",
    sentence: "The server works, and wants credentials that the call does not carry.",
    remedy:
      "send what it asks for as metadata of the call (authorization: Bearer <token>; of a probe --header)",
  },
  PERMISSION_DENIED: {
    code: "access-denied",
    side: null,
    sentence: "gRPC answers, and does not allow this caller the call.",
    remedy:
      "call as somebody who may, or let the access rules of the server, or of a proxy before it, admit this caller",
  },
};

/** Said by gRPC itself, of every call that failed; or by an HTTP status. */
export const refusedCall = (status: keyof typeof refusedCalls): Rule => {
  const { code, ...words } = refusedCalls[status];
  return firstOf(
    code,
    ({ evidence }) => {
      const end = seenIn(evidence).answers.find(({ grpcStatus }) => grpcStatus === status);
      const failed = failedCalls(evidence);
      if (!end || failed.length === 0 || failed.some((call) => call.status !== status)) {
        return undefined;
      }
      const said = `grpc-status ${status}, grpc-message ${end.grpcMessage || "none"}`;
      return {
        ...words,
        decided: true,
        matched: [wire(`HEADERS of stream ${end.stream}: ${said}`)],
      };
    },
    httpAnswer(code).diagnose,
  );
};
