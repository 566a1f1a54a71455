import { ascii, Malformed } from "./byte-reader.ts";
import { fixedDebugData } from "./fixed-debug-data.ts";
import { isProtocolsOwn } from "./header-forms.ts";
import { HpackDecoder, type LiteralValue } from "./hpack-decoder.ts";
import { frameType } from "./http2-code-points.ts";
import {
  frameFlag,
  type Http2Frame,
  headerFragment,
  http2Frames,
  isLengthOfType,
} from "./http2-frames.ts";
import { http2Preface } from "./http2-reading.ts";

const frameHeaderBytes = 9;

/**
 * The bytes of a side of HTTP/2 with their frames: headers of frames, settings, error codes, names of header fields and
 * the fields of the protocol itself stay. Other values are stars; DATA, PING, padding, debug data and frames of types
 * that RFC 9113 does not have are zeros.
 */
export const http2WithoutPayload = (bytes: Uint8Array): Uint8Array => {
  const copy = new Uint8Array(bytes);
  const begin = ascii(copy.subarray(0, http2Preface.length));
  let at = begin === http2Preface ? http2Preface.length : 0;
  if (begin.length < http2Preface.length && http2Preface.startsWith(begin)) return copy;
  const blocks = new HeaderBlocks();
  for (const frame of http2Frames(copy, at)) {
    hide(frame, blocks);
    at = frame.endsAt;
  }
  blocks.end();
  const rest = copy.subarray(at);
  rest.subarray(isFrameHeader(rest) ? frameHeaderBytes : 0).fill(0);
  return copy;
};

/** Whether a frame that is cut off is one of RFC 9113, by the type in its header (section 4.1). */
const isFrameHeader = ([, , , type = Number.POSITIVE_INFINITY]: Uint8Array): boolean =>
  type <= frameType.continuation;

/** Payloads of which each byte says something of the protocol; those of PRIORITY do no more (RFC 9113 section 5.3.2). */
const ofTheProtocol: ReadonlySet<number> = new Set([
  frameType.rstStream,
  frameType.settings,
  frameType.windowUpdate,
]);

/** Last stream and error code, before the debug data (section 6.8). */
const goawayBytes = 8;

const hide = (frame: Http2Frame, blocks: HeaderBlocks): void => {
  const { type, payload } = frame;
  switch (type) {
    case frameType.headers:
    case frameType.pushPromise:
    case frameType.continuation:
      blocks.take(frame);
      return;
    case frameType.goaway: {
      const debugData = payload.subarray(goawayBytes);
      if (!isLengthOfType(frame)) payload.fill(0);
      else if (!fixedDebugData.has(ascii(debugData))) debugData.fill(0);
      return;
    }
    default:
      if (!ofTheProtocol.has(type) || !isLengthOfType(frame)) payload.fill(0);
  }
};

/** The header blocks of a side, changed in place; one that cannot be read is zeros, and so are all after it. */
class HeaderBlocks {
  readonly #decoder = new HpackDecoder(hideValue);
  #isLost = false;
  #open: Uint8Array[] = [];

  take(frame: Http2Frame): void {
    // A block that others interrupt is lost (RFC 9113 section 6.10).
    if (this.#open.length > 0 && frame.type !== frameType.continuation) this.#isLost = true;
    this.#open.push(this.#fragmentOf(frame));
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

  #fragmentOf(frame: Http2Frame): Uint8Array {
    try {
      const { fragment } = headerFragment(frame);
      const { type, flags, payload } = frame;
      const beginsAt = fragment.byteOffset - payload.byteOffset;
      // The padding; before the fragment of HEADERS, what PRIORITY says too.
      payload.subarray(beginsAt + fragment.length).fill(0);
      if (type === frameType.headers) {
        payload.subarray(flags & frameFlag.padded ? 1 : 0, beginsAt).fill(0);
      }
      return fragment;
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

/** "*", as it is and in Huffman's code, where it takes eight bits too (RFC 7541 appendix B). */
const star = 0x2a;
const starInHuffman = 0xf9;

const hideValue = (name: string, { bytes, isHuffman, text }: LiteralValue): void => {
  if (isProtocolsOwn(name, text)) return;
  bytes.fill(isHuffman ? starInHuffman : star);
};
