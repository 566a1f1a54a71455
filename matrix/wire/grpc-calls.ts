import type { TlsFacts } from "../domain/wire-facts.ts";
import type { Piece } from "./application-reading.ts";
import { grpcStatusName } from "./http2-code-points.ts";
import type { KeyLog } from "./key-log.ts";
import type { Side } from "./opener.ts";
import { ApplicationLog } from "./side-log.ts";
import { type ConnectionFrames, emptyHalf, readSide, type WireHalf } from "./side-streams.ts";
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
  /** Whether the first message of either side is marked as compressed, by whatever algorithm. */
  isCompressed: boolean;
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

/** A stream that a client began, and what became of it. */
export type WireStream = Readonly<{ stream: number; request: WireHalf; response: WireHalf }>;

/** As {@link WireCalls}, of streams. */
export type WireStreams = Omit<WireCalls, "calls"> &
  Readonly<{
    streams: readonly WireStream[];
    /** What each side said of the connection itself. */
    connection: Readonly<Record<Side, ConnectionFrames>>;
  }>;

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
          isCompressed: [request, response].some(({ data }) => startsCompressed(data)),
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
  const requests = readSide(client, "client");
  const responses = readSide(server, "server");
  return {
    streams: [...requests.streams].map(([stream, request]) => ({
      stream,
      request,
      response: responses.streams.get(stream) ?? emptyHalf,
    })),
    connection: { client: requests.connection, server: responses.connection },
    complete: complete && requests.understood && responses.understood,
    tls,
  };
};

/** What the application sent each way, in the clear or decrypted, and whether that is all of it. */
const applications = (
  streams: RecordedStreams,
): Readonly<Record<Side, readonly Piece[]>> & Pick<WireCalls, "complete" | "tls"> => {
  const { client, server, secrets } = streams;
  if (protocolOf(client) !== "tls") {
    return { client: clear(client), server: clear(server), complete: true, tls: null };
  }
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
    client: logs.client.application,
    server: logs.server.application,
    complete: visibility.kind === "all" && malformed === null && serverHello !== null,
  };
};

/** Byte by byte what the side's stream is. */
const clear = (bytes: Uint8Array): readonly Piece[] => [{ bytes, endsAt: bytes.length }];

/** A flag and the length in four bytes. */
const prefixLength = 5;

/** The flag of the first message (gRPC over HTTP/2, Compressed-Flag). */
const startsCompressed = (data: Uint8Array): boolean => data[0] === 1;

/** The first length-prefixed message; null where it is not whole, or compressed. */
const firstMessage = (data: Uint8Array): Uint8Array | null => {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (bytes.length < prefixLength || bytes[0] !== 0) return null;
  const end = prefixLength + bytes.readUInt32BE(1);
  return bytes.length < end ? null : bytes.subarray(prefixLength, end);
};
