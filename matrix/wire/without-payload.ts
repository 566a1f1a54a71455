import { cleanLine } from "../domain/outside-text.ts";
import { HpackDecoder, type LiteralValue } from "./hpack-decoder.ts";
import { frameType } from "./http2-code-points.ts";
import { frameFlag, type Http2Frame, headerFragment, http2Frames } from "./http2-frames.ts";
import { http2Preface } from "./http2-reading.ts";
import { ascii, Malformed } from "./octet-reader.ts";
import { protocolOf } from "./stream-protocol.ts";
import { contentType, tlsRecords } from "./tls-records.ts";

/**
 * A stream's octets, as many as before, without what an application said in it:
 *
 * 1. HTTP/2 keeps its frames: their headers and lengths, settings, errors and the header fields that gRPC itself has.
 *    Payloads of DATA are zeros, and of other header fields only the names are left;
 * 2. TLS keeps its records. Those of an application's data are zeros before TLS 1.3, in which nobody can tell them
 *    from the handshake's: there they stay as they are, encrypted, and must not be given with their secrets;
 * 3. of anything else all octets are zeros.
 *
 * @param tlsVersion - what the server chose; null where it did not.
 */
export const withoutPayload = (octets: Uint8Array, tlsVersion: string | null): Uint8Array => {
  switch (protocolOf(octets)) {
    case "http2":
      return http2WithoutPayload(octets);
    case "tls":
      return tlsWithoutPayload(octets, tlsVersion === "1.3");
    default:
      return new Uint8Array(octets.length);
  }
};

const tlsWithoutPayload = (octets: Uint8Array, isTls13: boolean): Uint8Array => {
  const copy = new Uint8Array(octets);
  const { records, malformed } = tlsRecords(copy);
  for (const { type, fragment } of records) {
    if (type === contentType.applicationData && !isTls13) fragment.fill(0);
  }
  // What is no record may be anything; a record that the recording cuts off may be an application's.
  const rest = copy.subarray(records.at(-1)?.endsAt ?? 0);
  if (malformed !== null) rest.fill(0);
  else if (rest[0] === contentType.applicationData && !isTls13) rest.subarray(5).fill(0);
  return copy;
};

const frameHeaderOctets = 9;

const http2WithoutPayload = (octets: Uint8Array): Uint8Array => {
  const copy = new Uint8Array(octets);
  const begin = ascii(copy.subarray(0, http2Preface.length));
  let at = begin === http2Preface ? http2Preface.length : 0;
  if (begin.length < http2Preface.length && http2Preface.startsWith(begin)) return copy;
  const blocks = new HeaderBlocks();
  for (const frame of http2Frames(copy, at)) {
    hide(frame, blocks);
    at = frame.endsAt;
  }
  blocks.end();
  copy.subarray(at + frameHeaderOctets).fill(0);
  return copy;
};

/** Payloads of which the specification says every octet (RFC 9113 section 6). */
const ofTheProtocol: ReadonlySet<number> = new Set([
  frameType.priority,
  frameType.rstStream,
  frameType.settings,
  frameType.windowUpdate,
]);

/** Last stream and error code, before the debug data (section 6.8). */
const goawayOctets = 8;

const hide = (frame: Http2Frame, blocks: HeaderBlocks): void => {
  const { type, payload } = frame;
  switch (type) {
    case frameType.headers:
    case frameType.pushPromise:
    case frameType.continuation:
      blocks.take(frame);
      return;
    case frameType.goaway:
      payload.subarray(goawayOctets).fill(0);
      return;
    default:
      if (!ofTheProtocol.has(type)) payload.fill(0);
  }
};

/** The header blocks of a side, changed in place; one that cannot be read is zeros, and so are all after it. */
class HeaderBlocks {
  readonly #decoder = new HpackDecoder(hideValue);
  #isLost = false;
  #open: Uint8Array[] = [];

  take(frame: Http2Frame): void {
    const fragment = this.#fragmentOf(frame);
    if (fragment) this.#open.push(fragment);
    if (!this.#isLost && !(frame.flags & frameFlag.endHeaders)) return;
    const whole = Buffer.concat(this.#open);
    if (!this.#isLost) this.#hideIn(whole);
    if (this.#isLost) whole.fill(0);
    let at = 0;
    for (const part of this.#open) {
      part.set(whole.subarray(at, at + part.length));
      at += part.length;
    }
    this.#open = [];
  }

  /** What no frame has ended cannot be read. */
  end(): void {
    for (const part of this.#open) part.fill(0);
  }

  #fragmentOf(frame: Http2Frame): Uint8Array | null {
    try {
      return headerFragment(frame).fragment;
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.#isLost = true;
      return frame.payload;
    }
  }

  #hideIn(block: Uint8Array): void {
    try {
      for (const _ of this.#decoder.fields(block));
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.#isLost = true;
    }
  }
}

/** Fields of gRPC over HTTP/2 (gRPC's PROTOCOL-HTTP2.md), and of whoever answers in its stead. */
const kept: ReadonlySet<string> = new Set([
  ":method",
  ":scheme",
  ":path",
  ":authority",
  ":status",
  "te",
  "content-type",
  "content-length",
  "grpc-timeout",
  "grpc-encoding",
  "grpc-accept-encoding",
  "grpc-status",
  "grpc-message",
  "accept-encoding",
  "user-agent",
  "server",
  "via",
  "date",
]);

/** "*", as it is and in Huffman's code, where it takes eight bits too (RFC 7541 appendix B). */
const star = 0x2a;
const starInHuffman = 0xf9;

const hideValue = (name: string, { octets, isHuffman, text }: LiteralValue): void => {
  if (kept.has(name) && cleanLine(text) === text.trim()) return;
  octets.fill(isHuffman ? starInHuffman : star);
};
