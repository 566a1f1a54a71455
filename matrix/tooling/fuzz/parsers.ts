import { parseHandshakeLine, redirected } from "../../run/observe/handshake-line.ts";
import { parsePluginMessage } from "../../run/supervise/launcher-messages.ts";
import { lineReader } from "../../run/supervise/line-reader.ts";
import { answerSchema, parseMessage } from "../../run/supervise/worker-messages.ts";
import { readAlerts } from "../../wire/alerts.ts";
import { readApplication } from "../../wire/application-reading.ts";
import { ascii, Malformed } from "../../wire/byte-reader.ts";
import { certificateFacts } from "../../wire/certificate-facts.ts";
import { readCertificate, readCertificateRequest } from "../../wire/certificate-messages.ts";
import { derElements, objectIdentifier } from "../../wire/der.ts";
import { fullDisclosure, payloadFreeDisclosure } from "../../wire/disclosure.ts";
import { distinguishedName } from "../../wire/distinguished-name.ts";
import { HandshakeJoiner } from "../../wire/handshake-messages.ts";
import { readClientHello, readServerHello } from "../../wire/hello.ts";
import { HpackDecoder } from "../../wire/hpack-decoder.ts";
import { decodeHuffman } from "../../wire/hpack-huffman.ts";
import { readHttp2 } from "../../wire/http2-reading.ts";
import { KeyLogReader } from "../../wire/key-log.ts";
import { MessageList } from "../../wire/message-list.ts";
import { type ConnectionBytes, readConnection } from "../../wire/read-connection.ts";
import { readServerKeyExchange } from "../../wire/server-key-exchange.ts";
import { signatureAlgorithm } from "../../wire/signature-algorithm.ts";
import { tlsRecords } from "../../wire/tls-records.ts";
import { withoutPayload } from "../../wire/without-payload.ts";

/** A parser may say that bytes are malformed; whatever else it throws is a fault of its own. */
const orMalformed =
  (parse: (bytes: Uint8Array) => unknown) =>
  (bytes: Uint8Array): unknown => {
    try {
      return parse(bytes);
    } catch (error) {
      if (error instanceof Malformed) return error.message;
      throw error;
    }
  };

/** Everything that reads one stretch of bytes, by its name. */
export const parsers: ReadonlyMap<string, (bytes: Uint8Array) => unknown> = new Map(
  Object.entries({
    tlsRecords: (bytes: Uint8Array) => tlsRecords(bytes).malformed,
    handshakeMessages: orMalformed((bytes) => [...new HandshakeJoiner().messages(bytes)].length),
    readClientHello: orMalformed(readClientHello),
    readServerHello: orMalformed(readServerHello),
    "readCertificate 1.3": orMalformed((bytes) => readCertificate(bytes, "1.3")),
    "readCertificate before 1.3": orMalformed((bytes) => readCertificate(bytes, "before 1.3")),
    "readCertificateRequest 1.3": orMalformed((bytes) => readCertificateRequest(bytes, "1.3")),
    "readCertificateRequest before 1.3": orMalformed((bytes) =>
      readCertificateRequest(bytes, "before 1.3"),
    ),
    readServerKeyExchange: orMalformed((bytes) => readServerKeyExchange(bytes, "TLS_ECDHE_RSA_")),
    readAlerts: (bytes: Uint8Array) => readAlerts(bytes, "client", "1.3", "clear").length,
    certificateFacts,
    derElements: orMalformed((bytes) => derElements(bytes).length),
    objectIdentifier,
    distinguishedName,
    signatureAlgorithm: orMalformed(signatureAlgorithm),
    keyLog: (bytes: Uint8Array) => new KeyLogReader().append(ascii(bytes)),
    "readHttp2 client": (bytes: Uint8Array) => readHttp2(bytes, "client", () => {}),
    "readHttp2 server": (bytes: Uint8Array) => readHttp2(bytes, "server", () => {}),
    readApplication: (bytes: Uint8Array) =>
      readApplication("server", inPieces(bytes), "decrypted", new MessageList("server")),
    hpack: orMalformed((bytes) => [...new HpackDecoder().fields(bytes)].length),
    huffman: orMalformed((bytes) => ascii(decodeHuffman(bytes)).length),
    "withoutPayload 1.3": (bytes: Uint8Array) => payloadFree(bytes, "1.3"),
    "withoutPayload before 1.3": (bytes: Uint8Array) => payloadFree(bytes, "1.2"),
    handshakeLine: (bytes: Uint8Array) => handshakeLine(text(bytes)),
    workerMessage: (bytes: Uint8Array) =>
      answerSchema.safeParse(parseMessage(text(bytes))?.result).success,
    launcherMessage: (bytes: Uint8Array) => parsePluginMessage(text(bytes)),
    lineReader: (bytes: Uint8Array) => lines(bytes),
  }),
);

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");

/** @throws Error if what was left out once is not left as it is. */
const payloadFree = (bytes: Uint8Array, tlsVersion: string): number => {
  const once = withoutPayload(bytes, tlsVersion);
  const twice = withoutPayload(once, tlsVersion);
  if (!Buffer.from(once).equals(twice)) throw new Error("more was left out the second time");
  if (once.length !== bytes.length) throw new Error(`${once.length} bytes`);
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
const lines = (bytes: Uint8Array): number => {
  let count = 0;
  const read = lineReader(
    longestLine,
    (line) => {
      count++;
      if (Buffer.byteLength(line) > 3 * longestLine) throw new Error("an overlong line");
    },
    () => {},
  );
  for (const { bytes: piece } of inPieces(bytes)) read(Buffer.from(piece));
  return count;
};

const inPieces = (bytes: Uint8Array) => {
  const size = 1 + (bytes[0] ?? 0);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => ({
    bytes: bytes.subarray(at * size, (at + 1) * size),
    endsAt: (at + 1) * (size + 22),
  }));
};

/** A constant for what is bounded by number; and a name can be twenty times as long as its code point. */
const longestOutput = (inputLength: number): number => 512 * 1024 + 32 * inputLength;

/** Reads a connection to both depths, with payload and without. @throws Error if what it says is out of proportion. */
export const readToBothDepths = (bytes: ConnectionBytes): void => {
  readConnection(bytes, "handshake");
  const limit = longestOutput(bytes.client.length + bytes.server.length);
  for (const disclosure of [fullDisclosure, payloadFreeDisclosure]) {
    const { length } = JSON.stringify(readConnection(bytes, "everything", disclosure));
    if (length > limit) throw new Error(`${length} characters of facts, over ${limit}`);
  }
};
