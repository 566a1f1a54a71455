import { expect, test } from "vitest";
import { transcripts } from "../tooling/fuzz/seeds.ts";
import { type ConnectionBytes, readConnection } from "./read-connection.ts";

const nothing = new Uint8Array(0);
const bytesOf = (hexText: string) => Buffer.from(hexText.replaceAll(" ", ""), "hex");

const listed = (bytes: ConnectionBytes) =>
  readConnection(bytes, "everything").messages.map(
    ({ from, endsAt, name, detail, seen }) => `${from} ${endsAt} ${name} (${detail}) ${seen}`,
  );

test("RFC 8448 section 3: each message at the end of its record", () => {
  const [simple = { client: nothing, server: nothing }] = transcripts;
  // 60 characters of the 50 bytes 0, 1, 2, …
  const data = "\\x00\\x01\\x02\\x03\\x04\\x05\\x06\\x07\\x08\\x09\\x0a\\x0b\\x0c\\x0d\\x0…";
  expect(listed(simple)).toEqual([
    "client 201 ClientHello (TLS 1.3; SNI server) clear",
    "client 259 Finished () decrypted",
    `client 331 bytes (${data}) decrypted`,
    "client 355 Alert (0 close_notify warning) decrypted",
    "server 95 ServerHello (TLS 1.3, TLS_AES_128_GCM_SHA256, x25519) clear",
    "server 774 EncryptedExtensions () decrypted",
    "server 774 Certificate (leaf rsa1024, chain of 1) decrypted",
    "server 774 CertificateVerify (rsa_pss_rsae_sha256) decrypted",
    "server 774 Finished () decrypted",
    "server 1001 NewSessionTicket () decrypted",
    `server 1073 bytes (${data}) decrypted`,
    "server 1097 Alert (0 close_notify warning) decrypted",
  ]);
});

test.for([
  [
    "HTTP/1.1 400 Bad Request\r\nServer: x\r\n",
    "server 26 HTTP/1 (HTTP/1.1 400 Bad Request) clear",
  ],
  ["GET /health HTTP/1.1\r\n", "server 22 bytes (GET /health HTTP/1.1\\x0d\\x0a) clear"],
  ["HTTP/1.1 200", "server 12 HTTP/1 (HTTP/1.1 200) clear"],
  ["SSH-2.0-x\r\n", "server 11 bytes (SSH-2.0-x\\x0d\\x0a) clear"],
  ["PRI * HT", "server 8 bytes (PRI * HT) clear"],
] as const)("without TLS: %j", ([text, expected]) => {
  expect(listed({ client: nothing, server: Buffer.from(text, "latin1") })).toEqual([expected]);
});

test.for([
  ["an alert", "15 0303 0002 0230", ["client 7 Alert (48 unknown_ca fatal) clear"]],
  [
    "two in one record, then what is no record",
    "15 0303 0004 0100 02c8 474554202f",
    [
      "client 9 Alert (0 close_notify warning) clear",
      "client 9 Alert (200 alert 200 fatal) clear",
      "client 14 bytes (GET /) clear",
    ],
  ],
  ["a record cut off", "15 0303 0002 02", []],
  [
    "a message that ends early",
    "16 0303 0006 0b000002 0000",
    ["client 11 Certificate (malformed) clear", "client 11 handshake () clear"],
  ],
  [
    "an empty chain over three records",
    "16 0303 0002 0b00 16 0303 0001 00 16 0303 0004 03 000000",
    ["client 22 Certificate (empty) clear"],
  ],
  [
    "protected records of TLS 1.2",
    "14 0303 0001 01 16 0303 0001 aa 15 0303 0001 bb 17 0303 0001 cc 18 0303 0001 dd",
    [
      "client 6 ChangeCipherSpec () clear",
      "client 12 handshake () encrypted",
      "client 18 Alert () encrypted",
      "client 24 application data () encrypted",
      "client 30 heartbeat () encrypted",
    ],
  ],
] as const)("records: %s", ([, client, expected]) => {
  expect(listed({ client: bytesOf(client), server: nothing })).toEqual(expected);
});

test("the shallower depth lists nothing and looks for no HTTP/2", () => {
  const client = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  expect(readConnection({ client, server: nothing }, "handshake")).toMatchObject({
    http2: null,
    messages: [],
  });
  expect(readConnection({ client, server: nothing })).toMatchObject({ http2: null, messages: [] });
});
