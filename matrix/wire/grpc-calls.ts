import type { TlsFacts } from "../domain/wire-facts.ts";
import type { Piece } from "./application-reading.ts";
import { ascii, ByteReader, Malformed } from "./byte-reader.ts";
import { HpackDecoder } from "./hpack-decoder.ts";
import type { HeaderField } from "./hpack-static-table.ts";
import { errorName, frameType, grpcStatusName } from "./http2-code-points.ts";
import {
  frameFlag,
  type Http2Frame,
  headerFragment,
  http2Frames,
  withoutPadding,
} from "./http2-frames.ts";
import { http2Preface } from "./http2-reading.ts";
import type { KeyLog } from "./key-log.ts";
import type { Side } from "./opener.ts";
import { ApplicationLog } from "./side-log.ts";
import { protocolOf } from "./stream-protocol.ts";
import { readHellos } from "./tls-hellos.ts";
import { TlsReading } from "./tls-reading.ts";
import { tlsRecords } from "./tls-records.ts";

/**
 * One call as the wire shows it (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md): the first message each
 * way, and how it ended.
 */
export type WireCall = Readonly<{
  path: string;
  /** null where it did not come whole, or is compressed. */
  request: Uint8Array | null;
  response: Uint8Array | null;
  /** Name of grpc-status; null where none came. */
  status: string | null;
}>;

export type WireCalls = Readonly<{
  calls: readonly WireCall[];
  /** Whether these are all calls of the connection; false where some byte of it could not be read. */
  complete: boolean;
  /** What TLS said meanwhile; null in the clear. */
  tls: TlsFacts | null;
}>;

/** What one side sent on a stream. */
export type WireHalf = Readonly<{
  /** The fields of each header block, as they were sent, in their order. */
  blocks: readonly (readonly HeaderField[])[];
  /** The length-prefixed messages, one after another. */
  data: Uint8Array;
  /** Name of the code of its first RST_STREAM (RFC 9113 section 7); null where it sent none. */
  reset: string | null;
  /** Whether END_STREAM came. */
  ended: boolean;
}>;

/** A stream that a client began, and what became of it. */
export type WireStream = Readonly<{ stream: number; request: WireHalf; response: WireHalf }>;

/** As {@link WireCalls}, of streams. */
export type WireStreams = Omit<WireCalls, "calls"> & Readonly<{ streams: readonly WireStream[] }>;

/** What each side sent, from its first byte. */
export type RecordedStreams = Readonly<{
  client: Uint8Array;
  server: Uint8Array;
  secrets: KeyLog;
}>;

/** Every call of a connection that can be read. Never throws, whatever the bytes are. */
export const readGrpcCalls = (recorded: RecordedStreams): WireCalls => {
  const { streams, ...rest } = readGrpcStreams(recorded);
  return {
    ...rest,
    calls: streams.flatMap(({ request, response }) => {
      const path = lastOf(request, ":path");
      const status = lastOf(response, "grpc-status");
      if (path === undefined) return [];
      return [
        {
          path,
          request: firstMessage(request.data),
          response: firstMessage(response.data),
          status: status === undefined ? null : grpcStatusName(status),
        },
      ];
    }),
  };
};

/** Of a name that is there twice, the last counts: trailers come last. */
const lastOf = ({ blocks }: WireHalf, name: string): string | undefined =>
  blocks.flat().findLast((field) => field.name === name)?.value;

/** Every stream of a connection that can be read. Never throws, whatever the bytes are. */
export const readGrpcStreams = (recorded: RecordedStreams): WireStreams => {
  const { client, server, complete, tls } = applications(recorded);
  const requests = readStreams(client, "client");
  const responses = readStreams(server, "server");
  return {
    streams: [...requests.streams].map(([stream, request]) => ({
      stream,
      request: wireHalf(request),
      response: wireHalf(responses.streams.get(stream) ?? emptyHalf()),
    })),
    complete: complete && requests.understood && responses.understood,
    tls,
  };
};

/** What the application sent each way, in the clear or decrypted, and whether that is all of it. */
const applications = (
  streams: RecordedStreams,
): Readonly<Record<Side, Uint8Array>> & Pick<WireCalls, "complete" | "tls"> => {
  const { client, server, secrets } = streams;
  if (protocolOf(client) !== "tls") return { client, server, complete: true, tls: null };
  const records = { client: tlsRecords(client), server: tlsRecords(server) };
  const logs = { client: new ApplicationLog(), server: new ApplicationLog() };
  const reading = new TlsReading(
    readHellos(records.client.records, records.server.records),
    secrets,
    logs,
  );
  for (const side of ["server", "client"] as const) {
    reading.readSide(side, records[side].records);
    reading.noteMalformed(records[side].malformed);
  }
  const tls = reading.facts();
  const { visibility, malformed, serverHello } = tls;
  return {
    tls,
    client: joined(logs.client.application),
    server: joined(logs.server.application),
    complete: visibility.kind === "all" && malformed === null && serverHello !== null,
  };
};

const joined = (pieces: readonly Piece[]): Uint8Array =>
  Buffer.concat(pieces.map(({ bytes }) => bytes));

/** While it is read. */
type HalfStream = {
  readonly blocks: HeaderField[][];
  readonly data: Uint8Array[];
  reset: string | null;
  ended: boolean;
};

const emptyHalf = (): HalfStream => ({ blocks: [], data: [], reset: null, ended: false });

const wireHalf = (half: HalfStream): WireHalf => ({ ...half, data: Buffer.concat(half.data) });

/** @returns `understood`: whether every byte was. */
const readStreams = (bytes: Uint8Array, from: Side) => {
  const streams = new Map<number, HalfStream>();
  const half = (stream: number): HalfStream => {
    const known = streams.get(stream) ?? emptyHalf();
    streams.set(stream, known);
    return known;
  };
  const decoder = new HpackDecoder();
  let fragments: Uint8Array[] = [];
  const read = (frame: Http2Frame): void => {
    switch (frame.type) {
      case frameType.data:
        half(frame.stream).data.push(withoutPadding(frame));
        half(frame.stream).ended ||= (frame.flags & frameFlag.endStream) !== 0;
        return;
      case frameType.rstStream:
        half(frame.stream).reset ??= errorName(new ByteReader(frame.payload).uint(4));
        return;
      case frameType.headers:
      case frameType.pushPromise:
      case frameType.continuation: {
        const { stream, fragment } = headerFragment(frame);
        fragments.push(fragment);
        if (frame.type === frameType.headers) {
          half(stream).ended ||= (frame.flags & frameFlag.endStream) !== 0;
        }
        if (!(frame.flags & frameFlag.endHeaders)) return;
        const block = Buffer.concat(fragments);
        fragments = [];
        half(stream).blocks.push([...decoder.fields(block)]);
        return;
      }
      default:
        return;
    }
  };
  const begin = from === "client" ? http2Preface.length : 0;
  try {
    // A connection may end before its preface does.
    if (!http2Preface.startsWith(ascii(bytes.subarray(0, begin))))
      throw new Malformed("no preface");
    for (const frame of http2Frames(bytes, begin)) read(frame);
    return { streams, understood: true };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { streams, understood: false };
  }
};

/** A flag and the length in four bytes. */
const prefixLength = 5;

/** The first length-prefixed message; null where it is not whole, or compressed. */
const firstMessage = (data: Uint8Array): Uint8Array | null => {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (bytes.length < prefixLength || bytes[0] !== 0) return null;
  const end = prefixLength + bytes.readUInt32BE(1);
  return bytes.length < end ? null : bytes.subarray(prefixLength, end);
};
