import type { WireFacts } from "../domain/wire-facts.ts";
import type { Piece } from "./application-reading.ts";
import type { Side } from "./opener.ts";
import { type Quoted, quotedLength, quotedText } from "./quoted.ts";
import { tlsContents } from "./tls-content.ts";
import { readHellos } from "./tls-hellos.ts";
import type { TlsStream } from "./tls-records.ts";
import { applicationWithoutPayload, withoutPayload } from "./without-payload.ts";

type TlsStreams = Readonly<Record<Side, TlsStream>>;

/**
 * What of a connection's bytes a reading gets to see. What is left out before it is read cannot stand in what is made
 * of the reading: a ladder, a diagnosis, a report.
 */
export type Disclosure = Readonly<{
  /** How the facts say what was left out. */
  facts: Pick<WireFacts, "payload">;
  /** A stream as it passed. @param tlsVersion - what the server chose; null where it did not. */
  stream(bytes: Uint8Array, tlsVersion: string | null): Uint8Array;
  /** The records that are read of both sides, as they passed: protected ones can be opened. */
  records(streams: TlsStreams): TlsStreams;
  /** What TLS carried, after decryption, in pieces as long as before. */
  application(pieces: readonly Piece[]): readonly Piece[];
  quoted: Quoted;
}>;

const unchanged = <T>(whole: T): T => whole;

export const fullDisclosure: Disclosure = {
  facts: {},
  stream: unchanged,
  records: unchanged,
  application: unchanged,
  quoted: quotedText,
};

export const payloadFreeDisclosure: Disclosure = {
  facts: { payload: "left-out" },
  stream: withoutPayload,
  records: ({ client, server }) => {
    const version = readHellos(client.records, server.records).server?.version ?? null;
    return { client: ownRecords(client, version), server: ownRecords(server, version) };
  },
  application: (pieces) => {
    const bytes = applicationWithoutPayload(Buffer.concat(pieces.map((piece) => piece.bytes)));
    let at = 0;
    return pieces.map(({ bytes: { length }, endsAt }) => {
      at += length;
      return { bytes: bytes.subarray(at - length, at), endsAt };
    });
  },
  quoted: quotedLength,
};

/** Up to the first whose content is not of TLS. */
const ownRecords = ({ records, malformed }: TlsStream, version: string | null): TlsStream => {
  const foreignAt = tlsContents(records, version).indexOf("foreign");
  return foreignAt < 0
    ? { records, malformed }
    : {
        records: records.slice(0, foreignAt),
        malformed: `the content of record ${foreignAt + 1} is not of TLS`,
      };
};
