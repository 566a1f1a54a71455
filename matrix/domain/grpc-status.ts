/** In the order of their numbers: https://github.com/grpc/grpc/blob/master/doc/statuscodes.md */
export const grpcStatusNames = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
] as const;

/**
 * @param text - the value of grpc-status: digits (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md).
 * @returns undefined for what is no number, or has no name.
 */
export const grpcStatusNamed = (text: string): (typeof grpcStatusNames)[number] | undefined =>
  /^\d{1,2}$/.test(text) ? grpcStatusNames[Number(text)] : undefined;

/** Statuses with which libraries report a connection that was lost or never made. */
export const transportStatuses: ReadonlySet<string> = new Set([
  "UNAVAILABLE",
  "DEADLINE_EXCEEDED",
  "CANCELLED",
  "INTERNAL",
  "UNKNOWN",
]);

/**
 * With what stacks refuse a message over their limit: gRPC's own status, and tonic's (codec/decode.rs, "message length
 * too large").
 */
export const sizeRefusals: readonly string[] = ["RESOURCE_EXHAUSTED", "OUT_OF_RANGE"];

/**
 * Whether a call ran out of time. Tonic's channel says so with a status of its own (transport/service/grpc_timeout.rs).
 *
 * @param texts - what was said with the status.
 */
export const isDeadline = (status: string | null, texts: readonly string[]): boolean =>
  status === "DEADLINE_EXCEEDED" ||
  (status === "CANCELLED" && texts.some((text) => text.includes("Timeout expired")));
