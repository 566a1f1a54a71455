import { ascii } from "./byte-reader.ts";
import { http1OwnBytes } from "./http1-beginning.ts";
import { http2WithoutPayload } from "./http2-without-payload.ts";
import { protocolOf } from "./stream-protocol.ts";
import { tlsWithoutPayload } from "./tls-without-payload.ts";

/**
 * A stream's bytes, as many as before, without what an application said in it: {@link http2WithoutPayload},
 * {@link tlsWithoutPayload}; of HTTP/1 the method or the status code is left, and of anything else nothing but zeros.
 * What was left out once stays as it is.
 *
 * @param tlsVersion - what the server chose; null where it did not.
 */
export const withoutPayload = (bytes: Uint8Array, tlsVersion: string | null): Uint8Array =>
  protocolOf(bytes) === "tls"
    ? tlsWithoutPayload(bytes, tlsVersion)
    : applicationWithoutPayload(bytes);

/** The same of what a connection in the clear or TLS carries: TLS within TLS is an application's. */
export const applicationWithoutPayload = (bytes: Uint8Array): Uint8Array => {
  switch (protocolOf(bytes)) {
    case "http2":
      return http2WithoutPayload(bytes);
    case "http1":
      return http1WithoutPayload(bytes);
    default:
      return new Uint8Array(bytes.length);
  }
};

/** More than a method or a version with a status code takes. */
const longestBeginning = 16;

const http1WithoutPayload = (bytes: Uint8Array): Uint8Array => {
  const copy = new Uint8Array(bytes);
  copy.subarray(http1OwnBytes(ascii(copy.subarray(0, longestBeginning)))).fill(0);
  return copy;
};
