import { parseHandshakeLine, redirected } from "../observe/handshake-line.ts";
import { parsePluginMessage } from "../supervise/launcher-messages.ts";
import { lineReader } from "../supervise/line-reader.ts";
import { answerSchema, parseMessage } from "../supervise/worker-messages.ts";
import { readAlerts } from "../wire/alerts.ts";
import { readApplication } from "../wire/application-reading.ts";
import { certificateFacts } from "../wire/certificate-facts.ts";
import { readCertificate, readCertificateRequest } from "../wire/certificate-messages.ts";
import { derElements, objectIdentifier } from "../wire/der.ts";
import { fullDisclosure, payloadFreeDisclosure } from "../wire/disclosure.ts";
import { distinguishedName } from "../wire/distinguished-name.ts";
import { HandshakeJoiner } from "../wire/handshake-messages.ts";
import { readClientHello, readServerHello } from "../wire/hello.ts";
import { HpackDecoder } from "../wire/hpack-decoder.ts";
import { decodeHuffman } from "../wire/hpack-huffman.ts";
import { readHttp2 } from "../wire/http2-reading.ts";
import { KeyLogReader } from "../wire/key-log.ts";
import { MessageList } from "../wire/message-list.ts";
import { ascii, Malformed } from "../wire/octet-reader.ts";
import { type ConnectionOctets, readConnection } from "../wire/read-connection.ts";
import { readServerKeyExchange } from "../wire/server-key-exchange.ts";
import { signatureAlgorithm } from "../wire/signature-algorithm.ts";
import { tlsRecords } from "../wire/tls-records.ts";
import { withoutPayload } from "../wire/without-payload.ts";

/** A parser may say that octets are malformed; whatever else it throws is a fault of its own. */
const orMalformed =
  (parse: (octets: Uint8Array) => unknown) =>
  (octets: Uint8Array): unknown => {
    try {
      return parse(octets);
    } catch (error) {
      if (error instanceof Malformed) return error.message;
      throw error;
    }
  };

/** Everything that reads one stretch of octets, by its name. */
export const parsers: ReadonlyMap<string, (octets: Uint8Array) => unknown> = new Map(
  Object.entries({
    tlsRecords: (octets: Uint8Array) => tlsRecords(octets).malformed,
    handshakeMessages: orMalformed((octets) => [...new HandshakeJoiner().messages(octets)].length),
    readClientHello: orMalformed(readClientHello),
    readServerHello: orMalformed(readServerHello),
    "readCertificate 1.3": orMalformed((octets) => readCertificate(octets, "1.3")),
    "readCertificate before 1.3": orMalformed((octets) => readCertificate(octets, "before 1.3")),
    "readCertificateRequest 1.3": orMalformed((octets) => readCertificateRequest(octets, "1.3")),
    "readCertificateRequest before 1.3": orMalformed((octets) =>
      readCertificateRequest(octets, "before 1.3"),
    ),
    readServerKeyExchange: orMalformed((octets) => readServerKeyExchange(octets, "TLS_ECDHE_RSA_")),
    readAlerts: (octets: Uint8Array) => readAlerts(octets, "client", "1.3", "clear").length,
    certificateFacts,
    derElements: orMalformed((octets) => derElements(octets).length),
    objectIdentifier,
    distinguishedName,
    signatureAlgorithm: orMalformed(signatureAlgorithm),
    keyLog: (octets: Uint8Array) => new KeyLogReader().append(ascii(octets)),
    "readHttp2 client": (octets: Uint8Array) => readHttp2(octets, "client", () => {}),
    "readHttp2 server": (octets: Uint8Array) => readHttp2(octets, "server", () => {}),
    readApplication: (octets: Uint8Array) =>
      readApplication("server", inPieces(octets), "decrypted", new MessageList("server")),
    hpack: orMalformed((octets) => [...new HpackDecoder().fields(octets)].length),
    huffman: orMalformed((octets) => ascii(decodeHuffman(octets)).length),
    "withoutPayload 1.3": (octets: Uint8Array) => payloadFree(octets, "1.3"),
    "withoutPayload before 1.3": (octets: Uint8Array) => payloadFree(octets, "1.2"),
    handshakeLine: (octets: Uint8Array) => handshakeLine(text(octets)),
    workerMessage: (octets: Uint8Array) =>
      answerSchema.safeParse(parseMessage(text(octets))?.result).success,
    launcherMessage: (octets: Uint8Array) => parsePluginMessage(text(octets)),
    lineReader: (octets: Uint8Array) => lines(octets),
  }),
);

const text = (octets: Uint8Array): string => Buffer.from(octets).toString("utf8");

/** @throws Error if what was left out once is not left as it is. */
const payloadFree = (octets: Uint8Array, tlsVersion: string): number => {
  const once = withoutPayload(octets, tlsVersion);
  const twice = withoutPayload(once, tlsVersion);
  if (!Buffer.from(once).equals(twice)) throw new Error("more was left out the second time");
  if (once.length !== octets.length) throw new Error(`${once.length} octets`);
  return once.length;
};

/** What the host gets to read is a line of the same endpoint's. @throws Error if it is not. */
const handshakeLine = (line: string): string | undefined => {
  const parsed = parseHandshakeLine(line);
  if (!parsed) return undefined;
  const to = { network: "tcp", address: "127.0.0.1:1" } as const;
  const again = parseHandshakeLine(redirected(line, to));
  if (again?.endpoint.address !== to.address) throw new Error("the address was not replaced");
  return again.protocol;
};

const longestLine = 4096;

/** @throws Error if a line is longer than was allowed. */
const lines = (octets: Uint8Array): number => {
  let count = 0;
  const read = lineReader(
    longestLine,
    (line) => {
      count++;
      if (Buffer.byteLength(line) > 3 * longestLine) throw new Error("an overlong line");
    },
    () => {},
  );
  for (const { octets: piece } of inPieces(octets)) read(Buffer.from(piece));
  return count;
};

const inPieces = (octets: Uint8Array) => {
  const size = 1 + (octets[0] ?? 0);
  return Array.from({ length: Math.ceil(octets.length / size) }, (_, at) => ({
    octets: octets.subarray(at * size, (at + 1) * size),
    endsAt: (at + 1) * (size + 22),
  }));
};

/** A constant for what is bounded by number; and a name can be twenty times as long as its code point. */
const longestOutput = (inputLength: number): number => 512 * 1024 + 32 * inputLength;

/** Reads a connection to both depths, with payload and without. @throws Error if what it says is out of proportion. */
export const readToBothDepths = (octets: ConnectionOctets): void => {
  readConnection(octets, "handshake");
  const limit = longestOutput(octets.client.length + octets.server.length);
  for (const disclosure of [fullDisclosure, payloadFreeDisclosure]) {
    const { length } = JSON.stringify(readConnection(octets, "everything", disclosure));
    if (length > limit) throw new Error(`${length} characters of facts, over ${limit}`);
  }
};
