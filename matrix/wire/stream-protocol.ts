import type { Protocol } from "../domain/wire-facts.ts";
import { http2Preface } from "./http2-reading.ts";
import { ascii } from "./octet-reader.ts";
import { beginsWithRecord, beginsWithSsl2Hello } from "./tls-records.ts";

/** What the first octets of a stream say. */
export const protocolOf = (octets: Uint8Array): Protocol => {
  if (octets.length === 0) return "nothing";
  if (beginsWithRecord(octets) || beginsWithSsl2Hello(octets)) return "tls";
  const text = ascii(octets.subarray(0, http2Preface.length));
  if (http2Preface.startsWith(text)) return "http2";
  if (/^HTTP\/1\.|^(GET|HEAD|POST|PUT|DELETE|OPTIONS|CONNECT|PATCH) \S/.test(text)) return "http1";
  return beginsWithSettings(octets) ? "http2" : "other";
};

/** A server's first frame is SETTINGS on stream 0 (RFC 9113 section 3.4). */
const beginsWithSettings = (octets: Uint8Array): boolean => {
  const [l0 = 0, l1 = 0, l2 = 0, type, flags = 0, s0, s1, s2, s3] = octets;
  const length = l0 * 65536 + l1 * 256 + l2;
  return (
    type === 4 && flags <= 1 && length % 6 === 0 && s0 === 0 && s1 === 0 && s2 === 0 && s3 === 0
  );
};
