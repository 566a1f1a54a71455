import type { HalfStream, PeerSettings } from "../domain/grpc-facts.ts";
import { type HeaderBlock, type Http2Side, mostFrames } from "../domain/http2-facts.ts";
import { ascii, ByteReader, Malformed } from "./byte-reader.ts";
import { HalfStreamReading } from "./half-stream.ts";
import { headerBlock } from "./header-block.ts";
import { HpackDecoder } from "./hpack-decoder.ts";
import { errorName, frameName, frameType } from "./http2-code-points.ts";
import {
  frameFlag,
  type Http2Frame,
  headerFragment,
  http2Frames,
  isLengthOfType,
  streamOf,
  withoutPadding,
} from "./http2-frames.ts";
import type { Side } from "./opener.ts";
import { type Quoted, quotedText } from "./quoted.ts";

/** RFC 9113 section 3.4. */
export const http2Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/** To be called for each frame as it was read, and for the preface; `endsAt` counts the bytes given. */
type Seen = (endsAt: number, name: string, detail: string) => void;

export type Http2Reading = Readonly<{
  preface: boolean;
  facts: Http2Side;
  /** The streams that a client began (RFC 9113 section 5.1.1), in their order, the first 128. */
  streams: readonly HalfStream[];
  settings: PeerSettings;
}>;

/** Bounds of {@link Http2Side}. A proof makes some forty calls of two blocks each, and the last one may be the one that fails. */
const mostResets = 32;
const mostBlocks = 256;
const mostStreams = 128;

export const noSettings: PeerSettings = {
  maxConcurrentStreams: null,
  initialWindowSize: null,
  maxHeaderListSize: null,
};

/** RFC 9113 section 6.5.2. */
const settingNames: ReadonlyMap<number, keyof PeerSettings> = new Map([
  [3, "maxConcurrentStreams"],
  [4, "initialWindowSize"],
  [6, "maxHeaderListSize"],
]);

/** The facts of a side that showed none of it. */
export const noHttp2: Http2Side = {
  frames: [],
  goaway: null,
  resets: [],
  headers: [],
  malformed: null,
};

/** Reads one side's frames. What is malformed is noted, and the next frame read: each says its own length. */
export const readHttp2 = (
  bytes: Uint8Array,
  from: Side,
  seen: Seen,
  quoted: Quoted = quotedText,
): Http2Reading => {
  const begin = ascii(bytes.subarray(0, http2Preface.length));
  const preface = begin === http2Preface;
  const reading = new SideReading(quoted);
  if (preface) seen(http2Preface.length, "HTTP/2 preface", "");
  if (from === "client" && !http2Preface.startsWith(begin)) reading.note("no preface");
  for (const frame of http2Frames(bytes, preface ? http2Preface.length : 0)) {
    seen(frame.endsAt, frameName(frame.type), reading.read(frame));
  }
  return {
    preface,
    facts: reading.facts(),
    streams: reading.streams(),
    settings: reading.settings(),
  };
};

class SideReading {
  readonly #quoted: Quoted;
  readonly #frames: string[] = [];
  #goaway: Http2Side["goaway"] = null;
  readonly #resets: Http2Side["resets"][number][] = [];
  readonly #headers: HeaderBlock[] = [];
  /** null once a block was lost, without which later ones cannot be decoded (RFC 7541 section 2.2). */
  #decoder: HpackDecoder | null = new HpackDecoder();
  /** The header block that waits for CONTINUATION on a stream; PUSH_PROMISE opens one for another stream. */
  #open: {
    on: number;
    of: number;
    isPadded: boolean;
    endsStream: boolean;
    fragments: Uint8Array[];
  } | null = null;
  readonly #streams = new Map<number, HalfStreamReading>();
  #settings: PeerSettings = noSettings;
  #malformed: string | null = null;

  constructor(quoted: Quoted) {
    this.#quoted = quoted;
  }

  /** @returns what matters of the frame, short. */
  read(frame: Http2Frame): string {
    const name = frameName(frame.type);
    if (this.#frames.length === 0 && frame.type !== frameType.settings) {
      this.note(`the first frame is ${name}, not SETTINGS`);
    }
    if (this.#frames.length < mostFrames) this.#frames.push(name);
    try {
      if (!isLengthOfType(frame)) {
        throw new Malformed(`${name} of ${frame.payload.length} bytes`);
      }
      return this.#detail(frame, name);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.note(error.message);
      return "malformed";
    }
  }

  note(malformed: string): void {
    this.#malformed ??= malformed;
  }

  #detail(frame: Http2Frame, name: string): string {
    const { type, flags, stream, payload } = frame;
    const isContinued = type === frameType.continuation && this.#open?.on === stream;
    if (this.#open && !isContinued) {
      this.#loseBlock();
      throw new Malformed(`${name} within a header block`);
    }
    switch (type) {
      case frameType.data:
        this.#stream(stream)?.data(withoutPadding(frame), {
          isPadded: (flags & frameFlag.padded) !== 0,
          endsStream: endsStream(frame),
        });
        return `${payload.length} bytes`;
      case frameType.settings:
        this.#set(payload);
        return flags & frameFlag.ack ? "ack" : "";
      case frameType.ping:
        return flags & frameFlag.ack ? "ack" : "";
      case frameType.rstStream:
        return this.#reset(stream, payload);
      case frameType.goaway:
        return this.#end(payload);
      case frameType.headers:
      case frameType.pushPromise:
      case frameType.continuation:
        return this.#block(frame, isContinued);
      default:
        return "";
    }
  }

  /** undefined for a stream that no client began, and for those beyond the bound. */
  #stream(stream: number): HalfStreamReading | undefined {
    const known = this.#streams.get(stream);
    if (known || stream % 2 === 0 || this.#streams.size >= mostStreams) return known;
    const begun = new HalfStreamReading(stream);
    this.#streams.set(stream, begun);
    return begun;
  }

  /** RFC 9113 section 6.5.1. */
  #set(payload: Uint8Array): void {
    const reader = new ByteReader(payload);
    while (reader.left > 0) {
      const name = settingNames.get(reader.uint(2));
      const value = reader.uint(4);
      if (name) this.#settings = { ...this.#settings, [name]: value };
    }
  }

  #reset(stream: number, payload: Uint8Array): string {
    const code = errorName(new ByteReader(payload).uint(4));
    if (this.#resets.length < mostResets) this.#resets.push({ stream, code });
    return `stream ${stream} ${code}`;
  }

  /** RFC 9113 section 6.8. */
  #end(payload: Uint8Array): string {
    const reader = new ByteReader(payload);
    const lastStream = streamOf(reader);
    const code = errorName(reader.uint(4));
    const debugData = this.#quoted(reader.rest());
    this.#goaway ??= { code, lastStream, debugData };
    return debugData === "" ? code : `${code} ${debugData}`;
  }

  #block(frame: Http2Frame, isContinued: boolean): string {
    try {
      if (frame.type === frameType.continuation && !isContinued) {
        throw new Malformed("CONTINUATION outside a header block");
      }
      const { stream, fragment } = headerFragment(frame);
      this.#open ??= {
        on: frame.stream,
        of: stream,
        isPadded: (frame.flags & frameFlag.padded) !== 0,
        endsStream: frame.type === frameType.headers && endsStream(frame),
        fragments: [],
      };
      const block = this.#open;
      block.fragments.push(fragment);
      if (!(frame.flags & frameFlag.endHeaders)) return "";
      this.#open = null;
      if (!this.#decoder) return "";
      const fields = [...this.#decoder.fields(Buffer.concat(block.fragments))];
      this.#stream(block.of)?.headers(fields, block, block.fragments.length - 1);
      const read = headerBlock(block.of, fields);
      if (this.#headers.length < mostBlocks) this.#headers.push(read);
      return blockDetail(read);
    } catch (error) {
      this.#loseBlock();
      throw error;
    }
  }

  #loseBlock(): void {
    this.#open = null;
    this.#decoder = null;
  }

  streams(): readonly HalfStream[] {
    return [...this.#streams.values()].map((stream) => stream.facts());
  }

  settings(): PeerSettings {
    return this.#settings;
  }

  facts(): Http2Side {
    return {
      frames: this.#frames,
      goaway: this.#goaway,
      resets: this.#resets,
      headers: this.#headers,
      malformed: this.#malformed,
    };
  }
}

const endsStream = ({ flags }: Http2Frame): boolean => (flags & frameFlag.endStream) !== 0;

const blockDetail = ({ method, path, status, grpcStatus }: HeaderBlock): string =>
  [
    [method, path].filter((part) => part !== null).join(" "),
    status,
    grpcStatus === null ? null : `grpc-status ${grpcStatus}`,
  ]
    .filter((part) => part !== null && part !== "")
    .join(", ");
