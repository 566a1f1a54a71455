import { describe, expect, test } from "vitest";
import type { Http2Side } from "../domain/http2-facts.ts";
import { headerBlock } from "../tooling/test/http2.ts";
import { http2Preface, noHttp2, readHttp2 } from "./http2-reading.ts";

const bytesOf = (hexText: string) => Buffer.from(hexText.replaceAll(/\s/g, ""), "hex");

/** A frame on a stream; its length is added. */
const frame = (type: number, flags: number, stream: number, payload: string | Uint8Array) => {
  const bytes = typeof payload === "string" ? bytesOf(payload) : payload;
  const header = Buffer.alloc(9);
  header.writeUIntBE(bytes.length, 0, 3);
  header.set([type, flags], 3);
  header.writeUInt32BE(stream, 5);
  return Buffer.concat([header, bytes]);
};

/** A header field that enters no table (RFC 7541 section 6.2.2), name and value plain. */
const field = (name: string, value: string) =>
  Buffer.concat([
    Uint8Array.of(0, name.length),
    Buffer.from(name, "latin1"),
    value.length < 127
      ? Uint8Array.of(value.length)
      : Uint8Array.of(127, ((value.length - 127) & 127) | 128, (value.length - 127) >> 7),
    Buffer.from(value, "latin1"),
  ]);

const settings = frame(4, 0, 0, "");

const serverSent = (...frames: readonly Uint8Array[]) => {
  const messages: string[] = [];
  const { facts, streams } = readHttp2(
    Buffer.concat([settings, ...frames]),
    "server",
    (at, name, detail) => messages.push(`${at} ${name} ${detail}`.trimEnd()),
  );
  return { facts, streams, messages: messages.slice(1) };
};

const whatServerSent = (over: Partial<Http2Side>, ...frames: readonly string[]): Http2Side => ({
  ...noHttp2,
  frames: ["SETTINGS", ...frames],
  ...over,
});

test("the preface, and where each frame ends", () => {
  const messages: unknown[] = [];
  const bytes = Buffer.concat([
    Buffer.from(http2Preface),
    frame(4, 0, 0, "0003 00000064"),
    frame(4, 1, 0, ""),
    frame(1, 5, 1, "82 84"),
    frame(0, 1, 1, "0000000000"),
    frame(8, 0, 0, "00000001"),
    frame(6, 1, 0, "0000000000000000"),
    frame(3, 0, 1, "00000008"),
    frame(0xfe, 0, 0, ""),
  ]);
  const reading = readHttp2(bytes, "client", (...message) => messages.push(message));
  expect(messages).toEqual([
    [24, "HTTP/2 preface", ""],
    [39, "SETTINGS", ""],
    [48, "SETTINGS", "ack"],
    [59, "HEADERS", "GET /"],
    [73, "DATA", "5 bytes"],
    [86, "WINDOW_UPDATE", ""],
    [103, "PING", "ack"],
    [116, "RST_STREAM", "stream 1 CANCEL"],
    [125, "0xfe", ""],
  ]);
  expect(reading).toEqual({
    preface: true,
    facts: {
      ...noHttp2,
      frames: [
        "SETTINGS",
        "SETTINGS",
        "HEADERS",
        "DATA",
        "WINDOW_UPDATE",
        "PING",
        "RST_STREAM",
        "0xfe",
      ],
      resets: [{ stream: 1, code: "CANCEL" }],
      headers: [headerBlock({ method: "GET", path: "/" })],
    },
    streams: [
      {
        stream: 1,
        // ":method" and ":path", three letters and one, and 32 for each (section 6.5.2).
        headerListSize: 80,
        path: "/",
        status: null,
        contentType: null,
        encoding: null,
        acceptEncoding: null,
        location: null,
        upstreamServiceTime: null,
        grpcStatus: null,
        messages: [{ flag: 0, length: 0, received: 0 }],
        prefixBytes: 0,
        ended: true,
        malformed: "DATA after the end of the stream",
        breach: 'the method "GET", where POST has to be',
      },
    ],
    settings: { maxConcurrentStreams: 100, initialWindowSize: null, maxHeaderListSize: null },
  });
});

test.for([
  ["00000000 00000000", { code: "NO_ERROR", lastStream: 0, debugData: "" }, "NO_ERROR"],
  [
    "ffffffff 0000000b 746f6f5f6d616e795f70696e6773",
    { code: "ENHANCE_YOUR_CALM", lastStream: 2 ** 31 - 1, debugData: "too_many_pings" },
    "ENHANCE_YOUR_CALM too_many_pings",
  ],
  [
    "00000001 000000ff 1b5b33316d c3a9 0a",
    { code: "0xff", lastStream: 1, debugData: "\\x1b[31m\\xc3\\xa9\\x0a" },
    "0xff \\x1b[31m\\xc3\\xa9\\x0a",
  ],
] as const)("GOAWAY %s", ([payload, goaway, detail]) => {
  const { facts, messages } = serverSent(frame(7, 0, 0, payload));
  expect(facts).toEqual(whatServerSent({ goaway }, "GOAWAY"));
  expect(messages).toEqual([`${18 + bytesOf(payload).length} GOAWAY ${detail}`]);
});

test("a text of 300 characters stays whole", () => {
  const long = Buffer.concat([bytesOf("00000000 00000002"), Buffer.alloc(300, "a")]);
  expect(serverSent(frame(7, 0, 0, long)).facts.goaway?.debugData).toBe("a".repeat(300));
});

test("of two GOAWAYs the first counts, and its text is cut at 300 characters", () => {
  const long = Buffer.concat([bytesOf("00000000 00000002"), Buffer.alloc(5000, "a")]);
  const { facts } = serverSent(frame(7, 0, 0, long), frame(7, 0, 0, "00000000 00000000"));
  expect(facts.goaway?.debugData).toBe(`${"a".repeat(299)}…`);
});

describe("header blocks", () => {
  const blockOf = (...fields: readonly (readonly [string, string])[]) =>
    Buffer.concat(fields.map(([name, value]) => field(name, value)));

  test("a refusal of gRPC", () => {
    const block = blockOf(
      [":status", "200"],
      ["content-type", "application/grpc"],
      ["grpc-status", "12"],
      ["grpc-message", "no%20such%0amethod %zz %C3%A9"],
      ["grpc-message", "another"],
      ["server", "envoy"],
      ["via", "1.1 proxy\x1b"],
    );
    const { facts, messages } = serverSent(frame(1, 5, 3, block));
    const refusal = headerBlock({
      stream: 3,
      status: "200",
      contentType: "application/grpc",
      grpcStatus: "UNIMPLEMENTED",
      grpcMessage: "no such\\x0amethod %zz \\xc3\\xa9",
      server: "envoy",
      via: "1.1 proxy\\x1b",
    });
    expect(facts).toEqual(whatServerSent({ headers: [refusal] }, "HEADERS"));
    expect(messages).toEqual([`${18 + block.length} HEADERS 200, grpc-status UNIMPLEMENTED`]);
  });

  test.for([
    ["17", "17"],
    ["", ""],
    ["16", "UNAUTHENTICATED"],
    ["-1", "-1"],
  ] as const)("grpc-status %j", ([sent, read]) => {
    const { facts } = serverSent(frame(1, 5, 1, blockOf(["grpc-status", sent])));
    expect(facts.headers).toEqual([headerBlock({ grpcStatus: read })]);
  });

  test("a message of 200 escapes is cut after it was decoded", () => {
    const { facts } = serverSent(frame(1, 5, 1, blockOf(["grpc-message", "%61".repeat(400)])));
    expect(facts.headers[0]?.grpcMessage).toBe(`${"a".repeat(299)}…`);
  });

  test("padding and priority are no part of it", () => {
    const { facts } = serverSent(frame(1, 0x2c, 1, "02 80000000 10 88 0000"));
    expect(facts).toEqual(whatServerSent({ headers: [headerBlock({ status: "200" })] }, "HEADERS"));
  });

  test("a block goes on in CONTINUATION", () => {
    const { facts, messages } = serverSent(frame(1, 0, 1, "88 00"), frame(9, 4, 1, "01 61 01 62"));
    const headers = [headerBlock({ status: "200" })];
    expect(facts).toEqual(whatServerSent({ headers }, "HEADERS", "CONTINUATION"));
    expect(messages).toEqual(["20 HEADERS", "33 CONTINUATION 200"]);
  });

  test("PUSH_PROMISE opens a block for the stream that it promises", () => {
    const { facts } = serverSent(frame(5, 0, 1, "00000002 82"), frame(9, 4, 1, "84"));
    expect(facts.headers).toEqual([headerBlock({ stream: 2, method: "GET", path: "/" })]);
  });

  test("after a block that cannot be decoded the frames are still read", () => {
    const { facts, messages } = serverSent(
      frame(1, 4, 1, "be"),
      frame(1, 4, 3, "88"),
      frame(7, 0, 0, "00000000 00000009"),
    );
    const goaway = { code: "COMPRESSION_ERROR", lastStream: 0, debugData: "" };
    const malformed = "no header field with index 62";
    expect(facts).toEqual(whatServerSent({ goaway, malformed }, "HEADERS", "HEADERS", "GOAWAY"));
    expect(messages).toEqual(["19 HEADERS malformed", "29 HEADERS", "46 GOAWAY COMPRESSION_ERROR"]);
  });
});

test.for([
  ["SETTINGS of 5 bytes", [frame(4, 0, 0, "0000000000")]],
  ["RST_STREAM of 3 bytes", [frame(3, 0, 1, "000000")]],
  ["GOAWAY of 7 bytes", [frame(7, 0, 0, "00000000000000")]],
  ["PING of 9 bytes", [frame(6, 0, 0, "000000000000000000")]],
  ["WINDOW_UPDATE of 0 bytes", [frame(8, 0, 0, "")]],
  ["3 bytes of padding, 2 left", [frame(1, 0x0c, 1, "03 0000")]],
  ["1 bytes announced, 0 left", [frame(1, 0x0c, 1, "")]],
  ["CONTINUATION outside a header block", [frame(9, 4, 1, "88")]],
  ["PING within a header block", [frame(1, 0, 1, "88"), frame(6, 0, 0, "0000000000000000")]],
  ["CONTINUATION within a header block", [frame(1, 0, 1, "88"), frame(9, 4, 3, "88")]],
] as const)("malformed: %s", ([malformed, frames]) => {
  expect(serverSent(...frames).facts.malformed).toBe(malformed);
});

test.for([
  ["server", frame(6, 0, 0, "0000000000000000"), "the first frame is PING, not SETTINGS"],
  ["client", settings, "no preface"],
  ["client", Buffer.from(http2Preface).subarray(0, 23), null],
  ["client", Buffer.from(http2Preface), null],
] as const)("a %s that begins with %o", ([from, bytes, malformed]) => {
  expect(readHttp2(bytes, from, () => {}).facts.malformed).toBe(malformed);
});

test("cut off anywhere, it ends quietly", () => {
  const bytes = Buffer.concat([
    settings,
    frame(1, 0, 1, "88 00"),
    frame(9, 4, 1, "01 61 01 62"),
    frame(7, 0, 0, "00000000 00000000 6162"),
  ]);
  for (let length = 0; length <= bytes.length; length++) {
    const { facts } = readHttp2(bytes.subarray(0, length), "server", () => {});
    expect(facts.malformed).toBeNull();
  }
});

test("the status of the last call of a whole proof is kept", () => {
  const calls = 45;
  const { facts, streams } = serverSent(
    ...Array.from({ length: calls }, (_, at) => [
      frame(1, 4, 2 * at + 1, "88"),
      frame(1, 5, 2 * at + 1, field("grpc-status", at === calls - 1 ? "14" : "0")),
    ]).flat(),
  );
  expect(facts.headers.at(-1)?.grpcStatus).toBe("UNAVAILABLE");
  expect(streams).toHaveLength(calls);
});

test("what is kept is bounded", () => {
  const { facts } = serverSent(
    ...Array.from({ length: 500 }, () => frame(1, 4, 1, "88")),
    ...Array.from({ length: 500 }, () => frame(3, 0, 1, "00000000")),
  );
  expect([facts.frames.length, facts.headers.length, facts.resets.length]).toEqual([64, 256, 32]);
  const { streams } = serverSent(
    ...Array.from({ length: 500 }, (_, at) => frame(1, 4, 2 * at + 1, "88")),
    frame(0, 0, 1, Buffer.concat([Buffer.alloc(500 * 5), bytesOf("00 00000002 61")])),
  );
  expect(streams).toHaveLength(128);
  expect(streams[0]?.messages).toHaveLength(16);
  expect(streams[0]?.messages.at(-1)).toEqual({ flag: 0, length: 2, received: 1 });
});
