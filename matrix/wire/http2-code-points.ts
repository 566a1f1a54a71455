import type { Names } from "./code-points.ts";

/** Frame types (RFC 9113 section 6). */
export const frameType = {
  data: 0,
  headers: 1,
  priority: 2,
  rstStream: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goaway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;

/** RFC 9113 section 6, RFC 7838 section 4, RFC 8336 section 2, RFC 9218 section 7.1. */
const frameNames: Names = new Map([
  [frameType.data, "DATA"],
  [frameType.headers, "HEADERS"],
  [frameType.priority, "PRIORITY"],
  [frameType.rstStream, "RST_STREAM"],
  [frameType.settings, "SETTINGS"],
  [frameType.pushPromise, "PUSH_PROMISE"],
  [frameType.ping, "PING"],
  [frameType.goaway, "GOAWAY"],
  [frameType.windowUpdate, "WINDOW_UPDATE"],
  [frameType.continuation, "CONTINUATION"],
  [0x0a, "ALTSVC"],
  [0x0c, "ORIGIN"],
  [0x10, "PRIORITY_UPDATE"],
]);

/** RFC 9113 section 7. */
const errorCodes: Names = new Map([
  [0x00, "NO_ERROR"],
  [0x01, "PROTOCOL_ERROR"],
  [0x02, "INTERNAL_ERROR"],
  [0x03, "FLOW_CONTROL_ERROR"],
  [0x04, "SETTINGS_TIMEOUT"],
  [0x05, "STREAM_CLOSED"],
  [0x06, "FRAME_SIZE_ERROR"],
  [0x07, "REFUSED_STREAM"],
  [0x08, "CANCEL"],
  [0x09, "COMPRESSION_ERROR"],
  [0x0a, "CONNECT_ERROR"],
  [0x0b, "ENHANCE_YOUR_CALM"],
  [0x0c, "INADEQUATE_SECURITY"],
  [0x0d, "HTTP_1_1_REQUIRED"],
]);

/** https://github.com/grpc/grpc/blob/master/doc/statuscodes.md */
const grpcStatuses: Names = new Map([
  [0, "OK"],
  [1, "CANCELLED"],
  [2, "UNKNOWN"],
  [3, "INVALID_ARGUMENT"],
  [4, "DEADLINE_EXCEEDED"],
  [5, "NOT_FOUND"],
  [6, "ALREADY_EXISTS"],
  [7, "PERMISSION_DENIED"],
  [8, "RESOURCE_EXHAUSTED"],
  [9, "FAILED_PRECONDITION"],
  [10, "ABORTED"],
  [11, "OUT_OF_RANGE"],
  [12, "UNIMPLEMENTED"],
  [13, "INTERNAL"],
  [14, "UNAVAILABLE"],
  [15, "DATA_LOSS"],
  [16, "UNAUTHENTICATED"],
]);

/** A code without a name is written in hex, two digits at least: "0x0b". */
const nameOf = (names: Names, code: number): string =>
  names.get(code) ?? `0x${code.toString(16).padStart(2, "0")}`;

export const frameName = (type: number): string => nameOf(frameNames, type);

export const errorName = (code: number): string => nameOf(errorCodes, code);

/** @param text - the header field's value; what has no name stays as it is. */
export const grpcStatusName = (text: string): string =>
  (/^\d{1,2}$/.test(text) ? grpcStatuses.get(Number(text)) : undefined) ?? text;
