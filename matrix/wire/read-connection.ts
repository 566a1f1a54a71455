import type { Protocol, TlsFacts, WireFacts } from "../domain/wire-facts.ts";
import type { KeyLog } from "./key-log.ts";
import { ascii, hex } from "./octet-reader.ts";
import { TlsReading } from "./tls-reading.ts";
import { beginsWithRecord, beginsWithSsl2Hello, tlsRecords } from "./tls-records.ts";

export type ConnectionOctets = Readonly<{
  /** What each side sent, from its first octet; may be cut off at the end. */
  client: Uint8Array;
  server: Uint8Array;
  /** TLS secrets, if a side gave them. */
  secrets?: KeyLog;
}>;

/** How many of a stream's first octets are quoted. */
const quotedOctets = 24;

/** Everything that the octets of a connection say. Never throws, whatever they are. */
export const readConnection = ({ client, server, secrets }: ConnectionOctets): WireFacts => {
  const protocols = { client: protocolOf(client), server: protocolOf(server) };
  const speaksTls = protocols.client === "tls" || protocols.server === "tls";
  return {
    client: { protocol: protocols.client, firstOctets: hex(client.subarray(0, quotedOctets)) },
    server: {
      protocol: protocols.server,
      firstOctets: hex(server.subarray(0, quotedOctets)),
      httpStatusLine: statusLine(server),
    },
    tls: speaksTls
      ? readTls(
          protocols.client === "tls" ? client : new Uint8Array(0),
          protocols.server === "tls" ? server : new Uint8Array(0),
          secrets,
        )
      : null,
  };
};

const readTls = (client: Uint8Array, server: Uint8Array, secrets: KeyLog | undefined): TlsFacts => {
  const sides = { client: tlsRecords(client), server: tlsRecords(server) };
  const reading = new TlsReading(secrets);
  reading.readHellos(sides.client.records, sides.server.records);
  for (const side of ["server", "client"] as const) {
    reading.readSide(side, sides[side].records);
    const { malformed } = sides[side];
    if (malformed !== null) reading.noteMalformed(side, malformed);
  }
  return reading.facts();
};

const http2Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

const protocolOf = (octets: Uint8Array): Protocol => {
  if (octets.length === 0) return "nothing";
  if (beginsWithRecord(octets) || beginsWithSsl2Hello(octets)) return "tls";
  const text = ascii(octets.subarray(0, quotedOctets));
  if (http2Preface.startsWith(text) || text.startsWith(http2Preface)) return "http2";
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

/** null for a server that sent a request. */
const statusLine = (octets: Uint8Array): string | null =>
  /^HTTP\/1\.[^\r\n]*/.exec(ascii(octets.subarray(0, 256)))?.[0].replace(/[^ -~]/g, "?") ?? null;
