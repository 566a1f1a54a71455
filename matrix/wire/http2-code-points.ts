import { grpcStatusNamed } from "../domain/grpc-status.ts";
import { http2ErrorNames } from "../domain/http2-errors.ts";
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

/** A code without a name is written in hex, two digits at least: "0x0b". */
const named = (name: string | undefined, code: number): string =>
  name ?? `0x${code.toString(16).padStart(2, "0")}`;

export const frameName = (type: number): string => named(frameNames.get(type), type);

export const errorName = (code: number): string => named(http2ErrorNames[code], code);

/** @param text - the header field's value; what has no name stays as it is. */
export const grpcStatusName = (text: string): string => grpcStatusNamed(text) ?? text;
