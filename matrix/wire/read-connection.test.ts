import fc from "fast-check";
import { expect, test } from "vitest";
import { readConnection } from "./read-connection.ts";

const nothing = new Uint8Array(0);
const bytesOf = (hexText: string) => Buffer.from(hexText.replaceAll(" ", ""), "hex");

test.for([
  ["", "nothing"],
  ["P", "http2"],
  ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04", "http2"],
  ["PRI * HTTP/2.1", "other"],
  ["\0\0\x12\x04\0\0\0\0\0", "http2"],
  ["\0\0\x12\x04\0\0\0\0\x01", "other"],
  ["HTTP/1.1 400 Bad Request\r\n", "http1"],
  ["GET /health HTTP/1.1\r\n", "http1"],
  ["SSH-2.0-OpenSSH\r\n", "other"],
  ["1|1|tcp|127.0.0.1:4099|grpc|", "other"],
  ["\x16", "tls"],
  ["\x15\x03\x01", "tls"],
  ["\x16\x02", "other"],
] as const)("the first bytes %j are %s", ([text, protocol]) => {
  const sent = Buffer.from(text, "latin1");
  const { client, server } = readConnection({ client: sent, server: sent });
  // A server that sends what clients alone send is no HTTP server.
  const ofServer = /^(?:PRI?|P$|GET)/.test(text) ? "other" : protocol;
  expect([client.protocol, server.protocol]).toEqual([protocol, ofServer]);
  expect(client.firstBytes).toBe(sent.subarray(0, 24).toString("hex"));
});

test.for([
  ["HTTP/1.1 400 Bad Request\r\nServer: x\r\n", "HTTP/1.1 400 Bad Request"],
  ["HTTP/1.0 403 \x1b[31mNo\n", "HTTP/1.0 403 ?[31mNo"],
  ["GET / HTTP/1.1\r\n", null],
  ["PRI * HTTP/2.0\r\n", null],
] as const)("the status line of %j", ([text, expected]) => {
  const { server } = readConnection({ client: nothing, server: Buffer.from(text, "latin1") });
  expect(server.httpStatusLine).toBe(expected);
});

test.for([
  ["a record too long", "16 0301 4801", "a record of 18433 bytes at offset 0"],
  ["the longest record, cut off", "16 0301 4800", null],
  ["no record after the first", "15 0303 0002 0228 474554202f", "no TLS record at offset 7"],
  ["a message too long", "16 0301 0004 01040001", "a handshake message of 262145 bytes"],
  ["the longest message, cut off", "16 0301 0004 01040000", null],
  ["a hello that ends early", "16 0301 0006 01000002 0303", "32 bytes announced, 0 left"],
  ["empty records only", "16 0301 0000 16 0301 0000", null],
  ["a hello of SSL 2.0", "802e 01 0301 0015 0000 0010", "a ClientHello of SSL 2.0"],
] as const)("malformed: %s", ([, sent, expected]) => {
  const { tls } = readConnection({ client: bytesOf(sent), server: nothing });
  expect(tls?.malformed).toBe(expected && `client: ${expected}`);
  expect(tls?.clientHello).toBeNull();
});

test("a side that is malformed takes nothing from the other", () => {
  const { tls } = readConnection({
    client: bytesOf("16 0301 ffff"),
    server: bytesOf("15 0303 0002 0246"),
  });
  expect(tls?.malformed).toBe("client: a record of 65535 bytes at offset 0");
  expect(tls?.alerts).toEqual([
    { from: "server", name: "protocol_version", code: 70, fatal: true, seen: "clear" },
  ]);
});

test("a TLS server answers a client in the clear", () => {
  const facts = readConnection({
    client: Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    server: bytesOf("15 0303 0002 0216"),
  });
  expect(facts.client.protocol).toBe("http2");
  expect(facts.tls?.alerts.map(({ name }) => name)).toEqual(["record_overflow"]);
  expect(facts.tls?.malformed).toBeNull();
});

const record = (content: Uint8Array) =>
  Buffer.concat([Uint8Array.of(22, 3, 3, content.length >> 8, content.length & 0xff), content]);

const message = (type: number, body: Uint8Array) =>
  Buffer.concat([Uint8Array.of(type, 0, body.length >> 8, body.length & 0xff), body]);

test.for([
  ["0301", "1.0", null, null],
  ["0303", "1.2", "rsa_pss_rsae_sha256", "secp256r1"],
] as const)(
  "ServerKeyExchange names a scheme from TLS 1.2 on: %s",
  ([code, version, scheme, group]) => {
    const hello = bytesOf(`${code} ${"22".repeat(32)} 00 c02f 00`);
    const exchange = bytesOf("03 0017 02 aabb 0804 0001 cc");
    const server = record(Buffer.concat([message(2, hello), message(12, exchange)]));
    const { tls } = readConnection({ client: nothing, server });
    expect(tls?.serverHello).toMatchObject({ version, group });
    expect(tls?.serverSignatureScheme).toBe(scheme);
  },
);

test("no bytes throw, alone, in records or in handshake messages", () => {
  const bytes = fc.uint8Array({ maxLength: 600 });
  fc.assert(
    fc.property(bytes, bytes, fc.constantFrom(1, 2, 8, 11, 12, 13, 15, 20, 24), (a, b, type) => {
      readConnection({ client: a, server: b });
      readConnection({ client: record(a), server: record(b) });
      readConnection({ client: record(message(type, a)), server: record(message(type, b)) });
    }),
    { numRuns: 1000 },
  );
});
