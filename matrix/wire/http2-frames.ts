import { ByteReader, Malformed } from "./byte-reader.ts";
import { frameType } from "./http2-code-points.ts";

export type Http2Frame = Readonly<{
  type: number;
  flags: number;
  /** 0: the connection itself. */
  stream: number;
  payload: Uint8Array;
  /** Bytes of the stream up to and with this frame's last one. */
  endsAt: number;
}>;

/** RFC 9113 section 6; ACK of SETTINGS and PING is the bit that ends a stream elsewhere. */
export const frameFlag = {
  ack: 0x01,
  endStream: 0x01,
  endHeaders: 0x04,
  padded: 0x08,
  priority: 0x20,
} as const;

const headerLength = 9;

/**
 * The whole frames of a stream (RFC 9113 section 4.1) from an offset on. A frame that is cut off at the end is
 * no fault: the recording ended there. Its length is 24 bits, and payloads are views: nothing is copied.
 */
export function* http2Frames(bytes: Uint8Array, from: number): Generator<Http2Frame> {
  for (let at = from; at + headerLength <= bytes.length; ) {
    const header = new ByteReader(bytes.subarray(at, at + headerLength));
    const length = header.uint(3);
    const type = header.uint(1);
    const flags = header.uint(1);
    const endsAt = at + headerLength + length;
    if (endsAt > bytes.length) return;
    const stream = streamOf(header);
    yield { type, flags, stream, payload: bytes.subarray(at + headerLength, endsAt), endsAt };
    at = endsAt;
  }
}

/** 31 bits after a reserved one. */
export const streamOf = (reader: ByteReader): number => reader.uint(4) % 2 ** 31;

/** Lengths that section 6 fixes; of the others SETTINGS are many times 6 bytes, GOAWAY 8 at least. */
const fixedLengths: ReadonlyMap<number, number> = new Map([
  [frameType.priority, 5],
  [frameType.rstStream, 4],
  [frameType.ping, 8],
  [frameType.windowUpdate, 4],
]);

/** Whether the payload has a length that its type may have. */
export const isLengthOfType = ({ type, payload: { length } }: Http2Frame): boolean => {
  if (type === frameType.settings) return length % 6 === 0;
  if (type === frameType.goaway) return length >= 8;
  return length === (fixedLengths.get(type) ?? length);
};

/**
 * The fragment of a header block in HEADERS, PUSH_PROMISE or CONTINUATION (sections 6.2, 6.6 and 6.10), and the
 * stream that the block opens or continues.
 *
 * @throws Malformed
 */
export const headerFragment = (
  frame: Http2Frame,
): Readonly<{ stream: number; fragment: Uint8Array }> => {
  const { type, flags, payload } = frame;
  if (type === frameType.continuation) return { stream: frame.stream, fragment: payload };
  const reader = new ByteReader(payload);
  const padding = flags & frameFlag.padded ? reader.uint(1) : 0;
  if (type === frameType.headers && flags & frameFlag.priority) reader.take(5);
  const stream = type === frameType.pushPromise ? streamOf(reader) : frame.stream;
  if (padding > reader.left)
    throw new Malformed(`${padding} bytes of padding, ${reader.left} left`);
  return { stream, fragment: reader.take(reader.left - padding) };
};

/** The data of a DATA frame without its padding (section 6.1). @throws Malformed */
export const withoutPadding = ({ flags, payload }: Http2Frame): Uint8Array => {
  if (!(flags & frameFlag.padded)) return payload;
  const reader = new ByteReader(payload);
  const padding = reader.uint(1);
  if (padding > reader.left) throw new Malformed("more padding than payload");
  return reader.take(reader.left - padding);
};
