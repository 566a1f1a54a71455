import type { Http2Facts } from "../domain/http2-facts.ts";
import type { TlsFacts, WireFacts } from "../domain/wire-facts.ts";
import { type Piece, readApplication } from "./application-reading.ts";
import { ascii, hex } from "./byte-reader.ts";
import { type Disclosure, fullDisclosure } from "./disclosure.ts";
import { type Http2Reading, noHttp2, noSettings } from "./http2-reading.ts";
import type { KeyLog } from "./key-log.ts";
import { MessageList, mergedMessages } from "./message-list.ts";
import type { Side } from "./opener.ts";
import { SideLog, type SideLogs } from "./side-log.ts";
import { protocolFrom } from "./stream-protocol.ts";
import { readHellos } from "./tls-hellos.ts";
import { TlsReading } from "./tls-reading.ts";
import { tlsRecords } from "./tls-records.ts";

/**
 * How much is read. "handshake": what TLS says of itself; records that can hold only an application's data are not
 * opened, `http2` is null and `messages` is empty. "everything": those too, at the cost of opening every record.
 */
export type Depth = "handshake" | "everything";

export type ConnectionBytes = Readonly<{
  /** What each side sent, from its first byte; may be cut off at the end. */
  client: Uint8Array;
  server: Uint8Array;
  /** TLS secrets, if a side gave them. */
  secrets?: KeyLog;
  /** What was read of TLS before: the depth "handshake" takes it as it is. */
  tlsRead?: TlsFacts | undefined;
}>;

/** How many of a stream's first bytes are quoted. */
const quotedBytes = 24;

const sides = ["client", "server"] as const;

/** What the bytes of a connection say, as far as they are disclosed. Never throws, whatever they are. */
export const readConnection = (
  { client, server, secrets, tlsRead }: ConnectionBytes,
  depth: Depth = "handshake",
  disclosure: Disclosure = fullDisclosure,
): WireFacts => {
  const bytes = { client, server };
  const protocols = {
    client: protocolFrom("client", client),
    server: protocolFrom("server", server),
  };
  const logs = { client: new SideLog("client"), server: new SideLog("server") };
  const speaksTls = protocols.client === "tls" || protocols.server === "tls";
  const overTls = (side: Side) => (protocols[side] === "tls" ? bytes[side] : new Uint8Array(0));
  const before = depth === "handshake" ? tlsRead : undefined;
  const tls = speaksTls
    ? (before ??
      readTls(
        { client: overTls("client"), server: overTls("server") },
        secrets,
        depth === "everything" ? logs : null,
        disclosure,
      ))
    : null;
  const version = tls?.serverHello?.version ?? null;
  const seen = {
    client: disclosure.stream(client, version),
    server: disclosure.stream(server, version),
  };
  return {
    ...disclosure.facts,
    client: { protocol: protocols.client, firstBytes: firstBytes(client, seen.client) },
    server: {
      protocol: protocols.server,
      firstBytes: firstBytes(server, seen.server),
      httpStatusLine: statusLine(seen.server),
    },
    tls,
    ...(depth === "everything"
      ? readApplications(
          (side) =>
            protocols[side] === "tls"
              ? {
                  pieces: disclosure.application(logs[side].application),
                  seen: "decrypted",
                  over: logs[side].list,
                }
              : { pieces: piecesOf(seen[side]), seen: "clear", over: null },
          disclosure,
        )
      : { http2: null, messages: [] }),
  };
};

/** Where a side's application data is; `over` lists the messages of what carried it. */
type Application = Readonly<{
  pieces: readonly Piece[];
  seen: "clear" | "decrypted";
  over: MessageList | null;
}>;

const piecesOf = (bytes: Uint8Array): readonly Piece[] =>
  bytes.length === 0 ? [] : [{ bytes, endsAt: bytes.length }];

/** Hex of a stream's first bytes, up to the first that is not disclosed. */
const firstBytes = (bytes: Uint8Array, seen: Uint8Array): string => {
  const first = seen.subarray(0, quotedBytes);
  const hidden = first.findIndex((byte, at) => byte !== bytes[at]);
  return hex(hidden < 0 ? first : first.subarray(0, hidden));
};

const readApplications = (
  of: (side: Side) => Application,
  { quoted, facts }: Disclosure,
): Pick<WireFacts, "http2" | "messages"> => {
  const read = sides.map((side) => {
    const { pieces, seen, over } = of(side);
    const list = new MessageList(side);
    const http2 = readApplication(side, pieces, seen, list, quoted);
    return { http2, messages: mergedMessages(over?.messages ?? [], list.messages) };
  });
  const [client, server] = read.map(({ http2 }) => http2);
  return {
    http2: http2Facts(client ?? null, server ?? null, facts.payload === "left-out"),
    messages: read.flatMap(({ messages }) => messages),
  };
};

const http2Facts = (
  client: Http2Reading | null,
  server: Http2Reading | null,
  isPayloadLeftOut: boolean,
): Http2Facts | null =>
  client || server
    ? {
        preface: client?.preface ?? false,
        client: client?.facts ?? noHttp2,
        server: server?.facts ?? noHttp2,
        ...(!isPayloadLeftOut && {
          grpc: {
            requests: client?.streams ?? [],
            replies: server?.streams ?? [],
            settings: server?.settings ?? noSettings,
          },
        }),
      }
    : null;

const readTls = (
  bytes: Readonly<Record<Side, Uint8Array>>,
  secrets: KeyLog | undefined,
  logs: SideLogs<SideLog> | null,
  disclosure: Disclosure,
): TlsFacts => {
  const streams = disclosure.records({
    client: tlsRecords(bytes.client),
    server: tlsRecords(bytes.server),
  });
  const hellos = readHellos(streams.client.records, streams.server.records);
  const reading = new TlsReading(hellos, secrets, logs);
  for (const side of ["server", "client"] as const) {
    const { records, malformed } = streams[side];
    reading.readSide(side, records);
    if (malformed === null) continue;
    reading.noteMalformed(`${side}: ${malformed}`);
    const seen = disclosure.stream(bytes[side], hellos.server?.version ?? null);
    const rest = seen.subarray(records.at(-1)?.endsAt ?? 0);
    logs?.[side].list.add(seen.length, "bytes", disclosure.quoted(rest, 60), "clear");
  }
  return reading.facts();
};

/** null where the bytes do not begin with a status line of HTTP/1. */
const statusLine = (bytes: Uint8Array): string | null =>
  /^HTTP\/1\.[^\r\n\0]*/.exec(ascii(bytes.subarray(0, 256)))?.[0].replace(/[^ -~]/g, "?") ?? null;
