import { describe, expect, test } from "vitest";
import { fullDisclosure, payloadFreeDisclosure } from "./disclosure.ts";
import { http2Preface } from "./http2-reading.ts";
import { readConnection } from "./read-connection.ts";

const word = "ZQSECRETQZ";
const bytes = (...bytes: readonly number[]) => Uint8Array.from(bytes);
const latin1 = (text: string) => Buffer.from(text, "latin1");

const frame = (type: number, flags: number, stream: number, payload: string | Uint8Array) => {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header.set([type, flags], 3);
  header.writeUInt32BE(stream, 5);
  return Buffer.concat([header, Buffer.from(payload)]);
};

const field = (name: string, value: string) =>
  Buffer.concat([bytes(0, name.length), latin1(name), bytes(value.length), latin1(value)]);

const record = (type: number, content: Uint8Array) =>
  Buffer.concat([bytes(type, 3, 3, 0, content.length), content]);

const settings = frame(4, 0, 0, "");
const preface = Buffer.concat([latin1(http2Preface), settings]);
const goaway = (debugData: string) =>
  frame(7, 0, 0, Buffer.concat([bytes(0, 0, 0, 1, 0, 0, 0, 2), latin1(debugData)]));
const trailers = (message: string) =>
  frame(1, 5, 1, Buffer.concat([field("grpc-status", "13"), field("grpc-message", message)]));

const read = (client: Uint8Array, server: Uint8Array) =>
  readConnection({ client, server }, "everything", payloadFreeDisclosure);

const listed = (client: Uint8Array, server: Uint8Array) =>
  read(client, server).messages.map(
    ({ from, name, detail }) => `${from} ${name}${detail && `: ${detail}`}`,
  );

/** However a word can be written: as it is, in hexadecimal. */
const spellings = [word, latin1(word).toString("hex"), latin1(word.slice(0, 5)).toString("hex")];

const streams: readonly (readonly [string, Uint8Array])[] = [
  ["a raw banner", latin1(`${word} ready`)],
  ["an answer of HTTP/1", latin1(`HTTP/1.1 200 ${word}\r\nSet-Cookie: ${word}\r\n\r\n${word}`)],
  ["a request of HTTP/1", latin1(`GET /${word} HTTP/1.1\r\nHost: ${word}\r\n\r\n`)],
  ["a page of HTML", latin1(`<html>${word}</html>`)],
  ["a line of the PROXY protocol", latin1(`PROXY TCP4 ${word} 192.0.2.1 1 2\r\n`)],
  ["a record that is none", record(22, latin1(word.repeat(3)))],
  ["a long alert", record(21, latin1(word))],
  ["data before any handshake", record(23, latin1(word))],
  ["a record, then none", Buffer.concat([record(21, bytes(2, 40)), latin1(word.repeat(3))])],
  ["debug data of GOAWAY", Buffer.concat([settings, goaway(word)])],
  ["GOAWAY alone", goaway(word)],
  ["grpc-message", Buffer.concat([settings, trailers(word)])],
  [
    "a path with a query",
    Buffer.concat([preface, frame(1, 5, 1, field(":path", `/p.S/M?${word}`))]),
  ],
  [
    "a content type",
    Buffer.concat([settings, frame(1, 5, 1, field("content-type", `text/html; ${word}`))]),
  ],
  [
    "a charset that is none",
    Buffer.concat([settings, frame(1, 5, 1, field("content-type", `text/plain; charset=${word}`))]),
  ],
  [
    "a server that nobody knows",
    Buffer.concat([settings, frame(1, 5, 1, field("server", `x ${word}`))]),
  ],
  ["PING", Buffer.concat([settings, frame(6, 0, 0, word.slice(0, 8))])],
  ["an unknown frame", Buffer.concat([settings, frame(0x77, 0, 0, word)])],
  ["RST_STREAM of a wrong length", Buffer.concat([settings, frame(3, 0, 1, word)])],
  ["DATA at once", Buffer.concat([settings, frame(0, 1, 1, word)])],
];

describe("nothing of an application's is in what is read", () => {
  test.for(streams)("%s", ([, stream]) => {
    const nothing = new Uint8Array(0);
    for (const [client, server] of [
      [stream, nothing],
      [nothing, stream],
      [preface, stream],
      [stream, stream],
    ] as const) {
      const facts = JSON.stringify(read(client, server));
      expect(spellings.filter((spelling) => facts.includes(spelling))).toEqual([]);
      expect(facts).toContain('"payload":"left-out"');
    }
  });

  test("and without that disclosure it is", () => {
    const shown = streams.filter(([, stream]) => {
      const whole = { client: stream, server: stream };
      const facts = JSON.stringify(readConnection(whole, "everything", fullDisclosure));
      return spellings.some((spelling) => facts.includes(spelling));
    });
    expect(shown.map(([name]) => name)).toEqual(streams.map(([name]) => name));
  });
});

test.for([
  ["a banner", preface, latin1(`${word} ready`), "server bytes: 16 bytes left out"],
  ["HTTP/1", preface, latin1(`HTTP/1.1 503 ${word}\r\n`), "server HTTP/1: HTTP/1.1 503"],
  ["a request", latin1(`POST /${word} HTTP/1.1\r\n`), new Uint8Array(0), "client HTTP/1: POST"],
  ["GOAWAY", preface, goaway(word), "server GOAWAY: INTERNAL_ERROR 10 bytes left out"],
  ["a known GOAWAY", preface, goaway("max_idle"), "server GOAWAY: INTERNAL_ERROR max_idle"],
  [
    "trailers",
    preface,
    Buffer.concat([settings, trailers(word)]),
    "server HEADERS: grpc-status INTERNAL",
  ],
  ["no TLS", record(22, latin1(word)), new Uint8Array(0), "client bytes: 15 bytes left out"],
] as const)("what is left of %s", ([, client, server, last]) => {
  expect(listed(client, server).at(-1)).toBe(last);
});

test("what is TLS's own is read as it is without", () => {
  const client = Buffer.concat([record(22, bytes(14, 0, 0, 0)), record(21, bytes(2, 48))]);
  const { payload: _, ...facts } = read(client, new Uint8Array(0));
  expect(facts).toEqual(readConnection({ client, server: new Uint8Array(0) }, "everything"));
});

test("pieces that TLS carried stay as long as they were", () => {
  const pieces = ["HTTP/1.1 ", "200 OK", `${word}`].map((text, at) => ({
    bytes: latin1(text),
    endsAt: at,
  }));
  const after = payloadFreeDisclosure.application(pieces);
  expect(after.map(({ bytes: left, endsAt }) => [Buffer.from(left).toString(), endsAt])).toEqual([
    ["HTTP/1.1 ", 0],
    ["200\0\0\0", 1],
    ["\0".repeat(10), 2],
  ]);
});
