import { describe, expect, test } from "vitest";
import { HpackDecoder } from "./hpack-decoder.ts";
import { http2Frames } from "./http2-frames.ts";
import { http2Preface, readHttp2 } from "./http2-reading.ts";
import { withoutPayload } from "./without-payload.ts";

const frame = (type: number, flags: number, stream: number, payload: Uint8Array) => {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header.set([type, flags], 3);
  header.writeUInt32BE(stream, 5);
  return Buffer.concat([header, payload]);
};

const bytes = (...octets: readonly number[]) => Uint8Array.from(octets);
const ascii = (text: string) => Buffer.from(text, "latin1");

/** A header field that enters the table (RFC 7541 section 6.2.1), name and value plain. */
const field = (name: string, value: string) =>
  Buffer.concat([bytes(0x40, name.length), ascii(name), bytes(value.length), ascii(value)]);

/** `authorization` of the static table with "Basic" in Huffman's code. */
const huffmanField = Buffer.concat([bytes(0x40 | 23, 0x80 | 4), bytes(0xb9, 0x50, 0x6c, 0x1f)]);

const secret = "s3cret";
const client = (...frames: readonly Uint8Array[]) =>
  Buffer.concat([ascii(http2Preface), frame(4, 0, 0, bytes()), ...frames]);

const fieldsIn = (octets: Uint8Array): readonly string[] => {
  const decoder = new HpackDecoder();
  return [...http2Frames(octets, http2Preface.length)]
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
    const ends = (octets: Uint8Array) => {
      const seen: string[] = [];
      readHttp2(octets, "client", (at, name) => seen.push(`${at} ${name}`));
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
    ]) {
      const after = Buffer.from(withoutPayload(client(...frames), null));
      expect([after.includes("s3"), after.includes("tenant")]).toEqual([false, false]);
    }
  });

  test("a frame that the recording cuts off is zeros behind its header", () => {
    const cut = client(frame(0, 0, 1, ascii(secret.repeat(9)))).subarray(0, -3);
    const after = withoutPayload(cut, null);
    expect(Buffer.from(after).includes(secret)).toBe(false);
    expect(after.subarray(0, 42)).toEqual(new Uint8Array(cut.subarray(0, 42)));
  });
});

const record = (type: number, content: string) =>
  Buffer.concat([bytes(type, 3, 3, 0, content.length), ascii(content)]);

describe("TLS", () => {
  const stream = Buffer.concat([record(22, "hello"), record(23, secret), record(21, "ab")]);

  test("records of an application's data are zeros before TLS 1.3, in it all stay encrypted", () => {
    const zeros = Buffer.concat([
      record(22, "hello"),
      record(23, "\0".repeat(secret.length)),
      record(21, "ab"),
    ]);
    expect(withoutPayload(stream, "1.2")).toEqual(new Uint8Array(zeros));
    expect(withoutPayload(stream, null)).toEqual(new Uint8Array(zeros));
    expect(withoutPayload(stream, "1.3")).toEqual(new Uint8Array(stream));
  });

  test("what is no record any more, and a record that is cut off, are zeros", () => {
    for (const rest of [ascii(`GET /${secret}`), record(23, `${secret}more`).subarray(0, -2)]) {
      const after = withoutPayload(Buffer.concat([record(22, "hello"), rest]), "1.2");
      expect(Buffer.from(after).includes("s3")).toBe(false);
      expect(after).toHaveLength(10 + rest.length);
    }
  });
});

test.for(["GET / HTTP/1.1\r\nAuthorization: s3cret", "\u0000\u0001 s3cret", ""])(
  "of anything else nothing is left: %j",
  (text) => {
    expect(withoutPayload(ascii(text), null)).toEqual(new Uint8Array(text.length));
  },
);
