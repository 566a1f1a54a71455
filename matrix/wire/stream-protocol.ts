import type { Protocol } from "../domain/wire-facts.ts";
import { ascii } from "./byte-reader.ts";
import { isHttp1, isHttp1Request } from "./http1-beginning.ts";
import { frameType } from "./http2-code-points.ts";
import { http2Preface } from "./http2-reading.ts";
import type { Side } from "./opener.ts";
import { beginsWithRecord, beginsWithSsl2Hello } from "./tls-records.ts";

/** What the first bytes of a stream say. */
export const protocolOf = (bytes: Uint8Array): Protocol => {
  if (bytes.length === 0) return "nothing";
  if (beginsWithRecord(bytes) || beginsWithSsl2Hello(bytes)) return "tls";
  if (isPreface(bytes)) return "http2";
  if (isHttp1(ascii(bytes.subarray(0, http2Preface.length)))) return "http1";
  return beginsWithServerFrame(bytes) ? "http2" : "other";
};

/** The same, where what clients alone send is no HTTP of a server: an echo sends back what it is sent. */
export const protocolFrom = (from: Side, bytes: Uint8Array): Protocol =>
  from === "server" && bytes.length > 0 && isOfClients(bytes) ? "other" : protocolOf(bytes);

const isOfClients = (bytes: Uint8Array): boolean =>
  isPreface(bytes) || isHttp1Request(ascii(bytes.subarray(0, http2Preface.length)));

/** Or the beginning of it, where there is no more. */
const isPreface = (bytes: Uint8Array): boolean =>
  http2Preface.startsWith(ascii(bytes.subarray(0, http2Preface.length)));

/** The default of SETTINGS_MAX_FRAME_SIZE (RFC 9113 section 6.5.2), until SETTINGS say otherwise. */
const longestFrame = 16_384;

/**
 * A server's first frame is SETTINGS on stream 0 (RFC 9113 section 3.4); one that wants no such client may
 * begin with GOAWAY, as Go's does where TLS is too weak (golang.org/x/net/http2 server.go, `rejectConn`).
 */
const beginsWithServerFrame = (bytes: Uint8Array): boolean => {
  const [l0 = 0, l1 = 0, l2 = 0, type, flags = 0, s0, s1, s2, s3] = bytes;
  if (s0 !== 0 || s1 !== 0 || s2 !== 0 || s3 !== 0) return false;
  const length = l0 * 65536 + l1 * 256 + l2;
  if (type === frameType.settings) return flags <= 1 && length % 6 === 0;
  // Last stream and code take eight bytes (RFC 9113 section 6.8).
  return type === frameType.goaway && flags === 0 && length >= 8 && length <= longestFrame;
};
