import type { CellEvidence } from "../domain/evidence.ts";
import type { HeaderBlock } from "../domain/http2-facts.ts";
import { seenIn } from "./rule.ts";

/** A request of the client that is no gRPC request (gRPC over HTTP/2, Requests); undefined where none is. */
export const oddRequest = (evidence: CellEvidence): HeaderBlock | undefined =>
  seenIn(evidence).http2?.client.headers.find(
    ({ method, contentType }) =>
      method !== null &&
      (method !== "POST" || contentType?.startsWith("application/grpc") !== true),
  );

/**
 * Error codes with which an endpoint says that the other one breaks the protocol (RFC 9113 section 7), but for
 * INADEQUATE_SECURITY, which is of TLS and has a cause of its own.
 */
export const blamingCodes: ReadonlySet<string> = new Set([
  "PROTOCOL_ERROR",
  "FLOW_CONTROL_ERROR",
  "SETTINGS_TIMEOUT",
  "STREAM_CLOSED",
  "FRAME_SIZE_ERROR",
  "COMPRESSION_ERROR",
]);
