import { type Piece, recordEnds } from "./application-reading.ts";
import { ascii, ByteReader, Malformed } from "./byte-reader.ts";
import { HpackDecoder } from "./hpack-decoder.ts";
import type { HeaderField } from "./hpack-static-table.ts";
import { errorName, frameType } from "./http2-code-points.ts";
import {
  frameFlag,
  type Http2Frame,
  headerFragment,
  http2Frames,
  streamOf,
  withoutPadding,
} from "./http2-frames.ts";
import { http2Preface } from "./http2-reading.ts";
import type { Side } from "./opener.ts";

/** What one side sent on a stream. */
export type WireHalf = Readonly<{
  /** The fields of each header block, as they were sent, in their order. */
  blocks: readonly (readonly HeaderField[])[];
  /** How many bytes the side had sent with the end of each block. */
  blockEnds: readonly number[];
  /** The length-prefixed messages, one after another. */
  data: Uint8Array;
  /** How many bytes the side had sent with its first DATA; null where there is none. */
  dataEndsAt: number | null;
  /** Name of the code of its first RST_STREAM (RFC 9113 section 7); null where it sent none. */
  reset: string | null;
  /** Whether END_STREAM came. */
  ended: boolean;
  /** How many bytes the side had sent with the first of these frames; null where there is none. */
  beginsAt: number | null;
  /** The same of the frame with END_STREAM, or of its reset, whichever came first. */
  endsAt: number | null;
  /** The same of its reset. */
  resetAt: number | null;
}>;

/** What one side said of the connection as a whole. */
export type ConnectionFrames = Readonly<{
  goaways: readonly GoAway[];
  /** SETTINGS_MAX_CONCURRENT_STREAMS as it was said last; null where it was not. */
  maxStreams: number | null;
  pings: readonly Ping[];
}>;

/** RFC 9113 section 6.7. */
export type Ping = Readonly<{
  /** Whether it answers one of the other side. */
  isAnswer: boolean;
  /** In hexadecimal. */
  data: string;
  /** How many bytes the side had sent with it. */
  endsAt: number;
}>;

/** RFC 9113 section 6.8. */
export type GoAway = Readonly<{
  /** The name of its error code. */
  code: string;
  lastStream: number;
  debugData: string;
  /** How many bytes the side had sent with it. */
  endsAt: number;
}>;

export const emptyHalf: WireHalf = {
  blocks: [],
  blockEnds: [],
  data: new Uint8Array(),
  dataEndsAt: null,
  reset: null,
  ended: false,
  beginsAt: null,
  endsAt: null,
  resetAt: null,
};

/** While it is read. */
type HalfStream = Omit<WireHalf, "blocks" | "blockEnds" | "data"> & {
  readonly blocks: HeaderField[][];
  readonly blockEnds: number[];
  readonly data: Uint8Array[];
};

type Changing<T> = { -readonly [Key in keyof T]: T[Key] };

/** RFC 9113 section 6.5.2. */
const maxConcurrentStreams = 3;

/**
 * Reads the frames of one side, by their streams.
 *
 * @returns `understood`: whether every byte was.
 */
export const readSide = (pieces: readonly Piece[], from: Side) => {
  const streams = new Map<number, Changing<HalfStream>>();
  const goaways: GoAway[] = [];
  const pings: Ping[] = [];
  let maxStreams: number | null = null;
  const half = (stream: number, endsAt: number): Changing<HalfStream> => {
    const known = streams.get(stream) ?? {
      ...{ blocks: [], blockEnds: [], data: [], dataEndsAt: null, reset: null, ended: false },
      ...{ beginsAt: endsAt, endsAt: null, resetAt: null },
    };
    streams.set(stream, known);
    return known;
  };
  const end = (one: Changing<HalfStream>, endsAt: number): void => {
    one.endsAt ??= endsAt;
  };
  const decoder = new HpackDecoder();
  let fragments: Uint8Array[] = [];
  const read = (frame: Http2Frame, endsAt: number): void => {
    const endsStream = (frame.flags & frameFlag.endStream) !== 0;
    switch (frame.type) {
      case frameType.data: {
        const one = half(frame.stream, endsAt);
        one.data.push(withoutPadding(frame));
        one.dataEndsAt ??= endsAt;
        one.ended ||= endsStream;
        if (endsStream) end(one, endsAt);
        return;
      }
      case frameType.rstStream: {
        const one = half(frame.stream, endsAt);
        one.reset ??= errorName(new ByteReader(frame.payload).uint(4));
        one.resetAt ??= endsAt;
        end(one, endsAt);
        return;
      }
      case frameType.headers:
      case frameType.pushPromise:
      case frameType.continuation: {
        const { stream, fragment } = headerFragment(frame);
        fragments.push(fragment);
        const one = half(stream, endsAt);
        if (frame.type === frameType.headers && endsStream) {
          one.ended = true;
          end(one, endsAt);
        }
        if (!(frame.flags & frameFlag.endHeaders)) return;
        const block = Buffer.concat(fragments);
        fragments = [];
        one.blocks.push([...decoder.fields(block)]);
        one.blockEnds.push(endsAt);
        return;
      }
      case frameType.settings:
        maxStreams = maxStreamsIn(frame.payload) ?? maxStreams;
        return;
      case frameType.ping:
        pings.push({
          isAnswer: (frame.flags & frameFlag.ack) !== 0,
          data: Buffer.from(frame.payload).toString("hex"),
          endsAt,
        });
        return;
      case frameType.goaway:
        goaways.push({ ...goAwayIn(frame.payload), endsAt });
        return;
      default:
        return;
    }
  };
  const bytes = Buffer.concat(pieces.map((piece) => piece.bytes));
  const begin = from === "client" ? http2Preface.length : 0;
  const sentWith = pieces[0]?.endsAt === bytes.length ? (at: number) => at : recordEnds(pieces);
  let understood = true;
  try {
    // A connection may end before its preface does.
    if (!http2Preface.startsWith(ascii(bytes.subarray(0, begin))))
      throw new Malformed("no preface");
    for (const frame of http2Frames(bytes, begin)) read(frame, sentWith(frame.endsAt));
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    understood = false;
  }
  const connection: ConnectionFrames = { goaways, maxStreams, pings };
  return { streams: wireHalves(streams), connection, understood };
};

const wireHalves = (streams: ReadonlyMap<number, HalfStream>): ReadonlyMap<number, WireHalf> =>
  new Map([...streams].map(([id, half]) => [id, { ...half, data: Buffer.concat(half.data) }]));

const maxStreamsIn = (payload: Uint8Array): number | null => {
  const reader = new ByteReader(payload);
  let found: number | null = null;
  while (reader.left > 0) {
    const [name, value] = [reader.uint(2), reader.uint(4)];
    if (name === maxConcurrentStreams) found = value;
  }
  return found;
};

const goAwayIn = (payload: Uint8Array): Omit<GoAway, "endsAt"> => {
  const reader = new ByteReader(payload);
  const lastStream = streamOf(reader);
  const code = errorName(reader.uint(4));
  return { code, lastStream, debugData: ascii(reader.rest()) };
};
