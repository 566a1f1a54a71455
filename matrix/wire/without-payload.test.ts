import { describe, expect, test } from "vitest";
import { HpackDecoder } from "./hpack-decoder.ts";
import { http2Frames } from "./http2-frames.ts";
import { http2Preface, readHttp2 } from "./http2-reading.ts";
import { applicationWithoutPayload, withoutPayload } from "./without-payload.ts";

const frame = (type: number, flags: number, stream: number, payload: Uint8Array) => {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header.set([type, flags], 3);
  header.writeUInt32BE(stream, 5);
  return Buffer.concat([header, payload]);
};

const bytes = (...bytes: readonly number[]) => Uint8Array.from(bytes);
const ascii = (text: string) => Buffer.from(text, "latin1");

/** A header field that enters the table (RFC 7541 section 6.2.1), name and value plain. */
const field = (name: string, value: string) =>
  Buffer.concat([bytes(0x40, name.length), ascii(name), bytes(value.length), ascii(value)]);

/** `authorization` of the static table with "Basic" in Huffman's code. */
const huffmanField = Buffer.concat([bytes(0x40 | 23, 0x80 | 4), bytes(0xb9, 0x50, 0x6c, 0x1f)]);

const secret = "s3cret";
const client = (...frames: readonly Uint8Array[]) =>
  Buffer.concat([ascii(http2Preface), frame(4, 0, 0, bytes()), ...frames]);

const fieldsIn = (bytes: Uint8Array): readonly string[] => {
  const decoder = new HpackDecoder();
  return [...http2Frames(bytes, http2Preface.length)]
    .filter(({ type }) => type === 1)
    .flatMap(({ payload }) => [...decoder.fields(payload)])
    .map(({ name, value }) => `${name}: ${value}`);
};

describe("HTTP/2", () => {
  test("frames, lengths and gRPC's own fields stay; bodies are zeros and other values stars", () => {
    const block = Buffer.concat([
      bytes(0x83, 0x86),
      field(":path", "/p.S/M"),
      field("x-tenant", secret),
      huffmanField,
    ]);
    const before = client(
      frame(1, 4, 1, block),
      frame(0, 1, 1, ascii(`body ${secret}`)),
      frame(6, 0, 0, ascii("s3cret!!")),
      frame(7, 0, 0, Buffer.concat([bytes(0, 0, 0, 1, 0, 0, 0, 0), ascii(secret)])),
      frame(2, 0, 1, ascii(secret)),
      frame(0xfe, 0, 0, ascii(secret)),
    );
    const asItWas = Buffer.from(before);
    const after = withoutPayload(before, null);
    expect(before.equals(asItWas)).toBe(true);
    expect(after).toHaveLength(before.length);
    expect(Buffer.from(after).includes(secret)).toBe(false);
    expect(fieldsIn(after)).toEqual([
      ":method: POST",
      ":scheme: http",
      ":path: /p.S/M",
      "x-tenant: ******",
      "authorization: ****",
    ]);
    const ends = (bytes: Uint8Array) => {
      const seen: string[] = [];
      readHttp2(bytes, "client", (at, name) => seen.push(`${at} ${name}`));
      return seen;
    };
    expect(ends(after)).toEqual(ends(before));
  });

  test("a field of the table stays hidden in later blocks, and a token in a kept one is hidden", () => {
    const token = "/p.S/M?token=abcdefgh12345678";
    const after = withoutPayload(
      client(
        frame(1, 4, 1, field("x-tenant", secret)),
        frame(1, 4, 3, Buffer.concat([bytes(0x80 | 62), field(":path", token)])),
      ),
      null,
    );
    expect(fieldsIn(after)).toEqual([
      "x-tenant: ******",
      "x-tenant: ******",
      `:path: ${"*".repeat(token.length)}`,
    ]);
  });

  test("a block over several frames is read whole, one without an end or that cannot be read is zeros", () => {
    const block = field("x-tenant", secret);
    const split = client(frame(1, 0, 1, block.subarray(0, 14)), frame(9, 4, 1, block.subarray(14)));
    const joined = [...http2Frames(withoutPayload(split, null), http2Preface.length)].slice(1);
    const whole = Buffer.concat(joined.map(({ payload }) => payload));
    expect(whole.toString("latin1")).toBe(
      field("x-tenant", "*".repeat(secret.length)).toString("latin1"),
    );
    for (const frames of [
      [frame(1, 0, 1, block)],
      [frame(1, 4, 1, bytes(0xff, 0xff, 0xff, 0xff, 0xff)), frame(1, 4, 3, block)],
      [frame(1, 4 | 8, 1, bytes(0xff)), frame(1, 4, 3, block)],
      [frame(1, 0, 1, block), frame(1, 4, 3, block)],
    ]) {
      const after = Buffer.from(withoutPayload(client(...frames), null));
      expect([after.includes("s3"), after.includes("tenant")]).toEqual([false, false]);
    }
  });

  test("padding and priorities are zeros", () => {
    const block = field(":path", "/p.S/M");
    const headers = (priority: string, padding: string) =>
      client(
        frame(
          1,
          4 | 8 | 32,
          1,
          Buffer.concat([bytes(padding.length), ascii(priority), block, ascii(padding)]),
        ),
        frame(2, 0, 1, ascii(priority)),
      );
    expect(withoutPayload(headers("s3cre", secret), null)).toEqual(
      new Uint8Array(headers("\0".repeat(5), "\0".repeat(secret.length))),
    );
  });

  test.for([
    ["max_idle", "max_idle"],
    ["too_many_pings", "too_many_pings"],
    ["max_idle: s3cret", "\0".repeat(16)],
    ["s3cret", "\0".repeat(6)],
  ] as const)("of the debug data %j stays %j", ([debugData, left]) => {
    const goaway = (text: string) =>
      client(frame(7, 0, 0, Buffer.concat([bytes(0, 0, 0, 1, 0, 0, 0, 0), ascii(text)])));
    expect(withoutPayload(goaway(debugData), null)).toEqual(new Uint8Array(goaway(left)));
  });

  test("a frame that the recording cuts off is zeros behind its header", () => {
    const cut = client(frame(0, 0, 1, ascii(secret.repeat(9)))).subarray(0, -3);
    const after = withoutPayload(cut, null);
    expect(Buffer.from(after).includes(secret)).toBe(false);
    expect(after.subarray(0, 42)).toEqual(new Uint8Array(cut.subarray(0, 42)));
  });

  test("what begins as no frame does is zeros", () => {
    const rest = "\0".repeat(secret.length * 4);
    expect(withoutPayload(client(ascii(secret.repeat(4))), null)).toEqual(
      new Uint8Array(client(ascii(rest))),
    );
  });
});

const record = (type: number, content: string | Uint8Array) =>
  Buffer.concat([bytes(type, 3, 3, 0, content.length), Buffer.from(content)]);

const blank = (text: string) => "\0".repeat(text.length);

/** A handshake message without a body: ServerHelloDone, or one of a type that TLS does not have. */
const done = bytes(14, 0, 0, 0);
const unknownMessage = bytes(0x50, 0, 0, 6, ...ascii(secret));

describe("TLS", () => {
  const hello = record(22, done);
  const alert = record(21, bytes(2, 40));
  const changed = record(20, bytes(1));
  const data = record(23, secret);
  const noData = record(23, blank(secret));

  test.for([
    ["an application's data", null, [hello, data], [hello, noData]],
    ["an application's data", "1.2", [hello, changed, data], [hello, changed, noData]],
    [
      "what keys protect",
      "1.2",
      [hello, changed, record(22, secret)],
      [hello, changed, record(22, blank(secret))],
    ],
    ["nothing that is encrypted", "1.3", [hello, changed, data], [hello, changed, data]],
    ["nothing of an alert", null, [hello, alert], [hello, alert]],
  ] as const)("left out: %s (TLS %s)", ([, version, before, after]) => {
    expect(withoutPayload(Buffer.concat(before), version)).toEqual(
      new Uint8Array(Buffer.concat(after)),
    );
  });

  test.for([
    ["no record", ascii(`GET /${secret}`)],
    ["a record that is cut off", record(23, `${secret}more`).subarray(0, -2)],
    ["a handshake record that is cut off", record(22, `${secret}more`).subarray(0, -2)],
    ["no handshake message", record(22, secret)],
    ["a message of an unknown type", record(22, unknownMessage)],
    ["a hello that cannot be read", record(22, bytes(1, 0, 0, 6, ...ascii(secret)))],
    ["a message that does not end", record(22, bytes(11, 0, 1, 0, ...ascii(secret)))],
    ["more than an alert", record(21, secret)],
    ["more than a ChangeCipherSpec", record(20, secret)],
    ["a heartbeat", record(24, secret)],
  ] as const)("zeros after the handshake: %s", ([, rest]) => {
    for (const version of [null, "1.2", "1.3"]) {
      for (const before of [hello, bytes()]) {
        // Of TLS 1.3 records stay that a handshake precedes.
        if (version === "1.3" && before === hello && rest[0] === 23) continue;
        const after = withoutPayload(Buffer.concat([before, rest, data]), version);
        expect(after).toHaveLength(before.length + rest.length + data.length);
        expect(Buffer.from(after.subarray(0, before.length))).toEqual(Buffer.from(before));
        expect(Buffer.from(after.subarray(0, -data.length)).includes("s3")).toBe(false);
      }
    }
  });

  test("nobody has keys before the first message", () => {
    expect(withoutPayload(data, "1.3")).toEqual(new Uint8Array(data.length));
  });
});

test.for([
  ["GET /s3cret HTTP/1.1\r\nAuthorization: s3cret", "GET "],
  ["CONNECT s3cret:443 HTTP/1.1", "CONNECT "],
  ["HTTP/1.1 400 s3cret\r\n\r\ns3cret", "HTTP/1.1 400"],
  ["HTTP/1.1 400", "HTTP/1.1 400"],
  ["HTTP/1.1 4005353cret", "HTTP/1.1"],
  ["HTTP/1.s3cret", "HTTP/1."],
  ["\u0000\u0001 s3cret", ""],
  ["PROXY TCP4 192.0.2.7 192.0.2.8 1 2\r\nPRI * HTTP/2.0\r\n", ""],
  ["1|1|tcp|s3cret|grpc\n", ""],
  ["SSH-2.0-s3cret", ""],
  ["<!doctype html><title>s3cret", ""],
  ["", ""],
] as const)("of %j is left %j", ([text, left]) => {
  const after = withoutPayload(ascii(text), null);
  expect(after).toEqual(new Uint8Array(ascii(left.padEnd(text.length, "\0"))));
  expect(withoutPayload(after, null)).toEqual(after);
});

test("TLS within TLS is an application's", () => {
  const bytes = record(22, done);
  expect(applicationWithoutPayload(bytes)).toEqual(new Uint8Array(bytes.length));
});
