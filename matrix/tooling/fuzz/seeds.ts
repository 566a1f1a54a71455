import { findOpener } from "../../wire/find-opener.ts";
import { HandshakeJoiner, handshakeType } from "../../wire/handshake-messages.ts";
import { http2Preface } from "../../wire/http2-reading.ts";
import type { ConnectionBytes } from "../../wire/read-connection.ts";
import { readHellos } from "../../wire/tls-hellos.ts";
import { contentType, type TlsRecord, tlsRecords } from "../../wire/tls-records.ts";
import { type DecryptedBytes, transcript, withSecrets } from "./transcripts.ts";

export const transcripts: readonly DecryptedBytes[] = [
  "rfc8448-simple-1-rtt",
  "rfc8448-hello-retry-request",
  "rfc8448-client-authentication",
].map((name) => withSecrets(transcript(name)));

const sides = ["client", "server"] as const;

/** The same connections with what was protected in the clear, so that a mutation reaches what reads it. */
export const plainTranscripts: readonly ConnectionBytes[] = transcripts.map((bytes) => {
  const records = {
    client: tlsRecords(bytes.client).records,
    server: tlsRecords(bytes.server).records,
  };
  const hellos = readHellos(records.client, records.server);
  const [client = bytes.client, server = bytes.server] = sides.map((side) => {
    const opener = findOpener(side, hellos.client, hellos.server, bytes.secrets);
    if (typeof opener === "string") throw new Error(opener);
    const joiner = new HandshakeJoiner();
    const plain = (record: TlsRecord): Uint8Array => {
      if (record.type !== contentType.applicationData) return whole(record.type, record.fragment);
      const opened = opener.open(record);
      if (typeof opened === "string") throw new Error(opened);
      if (opened.type === contentType.handshake) {
        for (const { type } of joiner.messages(opened.content)) {
          if (type === handshakeType.finished) opener.finished();
        }
      }
      return whole(opened.type, opened.content);
    };
    return Buffer.concat(records[side].map(plain));
  });
  return { client, server };
});

function whole(type: number, content: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(type, 3, 3, content.length >> 8, content.length), content]);
}

const bytesOf = (hexText: string) => Buffer.from(hexText.replaceAll(/\s/g, ""), "hex");

/** A refused call: header blocks of RFC 7541 appendix C.4 and C.6, in frames, and the ends of stream and connection. */
export const http2Connection: ConnectionBytes = {
  client: Buffer.concat([
    Buffer.from(http2Preface),
    bytesOf(`000006 04 00 00000000 0003 00000064
      000011 01 04 00000001 8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff
      00000c 01 20 00000003 00000001 10 8286 84be 5886 a8 000005 09 04 00000003 eb1064 9cbf
      000005 00 01 00000001 0000000000 000004 03 00 00000003 00000008 000000 04 01 00000000`),
  ]),
  server: bytesOf(`000000 04 00 00000000 000039 01 04 00000001
    3f e101 4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b
    ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3 000008 01 05 00000001 4883 640e ffc1 c0bf
    000004 08 00 00000000 00000001 000008 06 01 00000000 0000000000000000
    000012 07 00 00000000 00000001 0000000b 746f 6f5f 6d61 6e79 5f70`),
};

/** Handshake messages' bodies, as the transcripts hold them. */
const messageBodies: readonly Uint8Array[] = plainTranscripts.flatMap((bytes) =>
  sides.flatMap((side) => {
    const joiner = new HandshakeJoiner();
    return tlsRecords(bytes[side])
      .records.filter(({ type }) => type === contentType.handshake)
      .flatMap(({ fragment }) => [...joiner.messages(fragment)].map(({ body }) => body));
  }),
);

export const connections = [...transcripts, ...plainTranscripts, http2Connection];

/** Lines of processes: go-plugin's first, an answer of a client, a message of a launcher. */
const lines: readonly Uint8Array[] = [
  `1|1|tcp|127.0.0.1:40001|grpc|${"MIIB".repeat(100)}\n`,
  "1|2|unix|/tmp/plugin123|grpc||true\n",
  `${JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    result: {
      kind: "observed",
      start: { line: "1|1|tcp|127.0.0.1:1|grpc|", elapsedMs: 1.5, error: null },
      steps: [
        {
          name: "put",
          elapsedMs: 0.5,
          calls: [{ status: "UNAVAILABLE", message: "closed", chain: ["EOF"], value: null }],
        },
      ],
      serverCertificate: null,
      clientCertificate: "MIIB",
      peer: "127.0.0.1:1",
      session: null,
    },
  })}\n`,
  `${JSON.stringify({ type: "exit", code: 1, signal: null, left: [], reason: null })}\n`,
].map((line) => Buffer.from(line));

/** What a parser of one stretch of bytes is tried with. */
export const stretches: readonly Uint8Array[] = [
  ...messageBodies,
  ...connections.flatMap(({ client, server }) => [client, server]),
  ...lines,
  // Their certificates begin here.
  ...messageBodies.map((body) => body.subarray(7)),
];
