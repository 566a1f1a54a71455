import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Passage, WireMessage } from "../../domain/wire-message.ts";
import { golden } from "../../tooling/test/golden.ts";
import { ladder } from "./ladder.ts";
import type { Picture, PicturedConnection } from "./picture.ts";

type Side = "client" | "server";

const message = (
  from: Side,
  endsAt: number,
  name: string,
  detail = "",
  seen: WireMessage["seen"] = "clear",
): WireMessage => ({ from, endsAt, name, detail, seen });

const passage = (from: Side, endsAt: number, atMs: number): Passage => ({ from, endsAt, atMs });

const connection = (of: Partial<PicturedConnection>): PicturedConnection => ({
  clientAddress: "127.0.0.1:40123",
  serverAddress: "127.0.0.1:50051",
  openedMs: 0.41,
  closedMs: 7.25,
  firstClose: { by: "client", how: "fin" },
  dialError: null,
  messages: [],
  passages: [],
  marks: [],
  visibility: null,
  ...of,
});

const picture = (connections: readonly PicturedConnection[], broke?: string): Picture => ({
  client: "python",
  server: "go",
  connections,
  broke: broke === undefined ? null : { sentence: broke },
});

const refused = connection({
  firstClose: { by: "client", how: "rst" },
  messages: [
    message("client", 200, "ClientHello", "TLS 1.3, x25519"),
    message("client", 260, "Alert", "48 unknown_ca fatal", "decrypted"),
    message("server", 95, "ServerHello", "TLS 1.3, TLS_AES_128_GCM_SHA256, x25519"),
    message("server", 120, "EncryptedExtensions", "h2", "decrypted"),
    message(
      "server",
      700,
      "Certificate",
      "p256 CN=localhost issued by CN=impostor, p256 CN=impostor issued by CN=impostor",
      "decrypted",
    ),
    message("server", 760, "Finished", "", "decrypted"),
  ],
  passages: [
    passage("client", 200, 1.2),
    passage("server", 95, 2.31),
    passage("server", 760, 2.5),
    passage("client", 260, 7.1),
  ],
});

const called = connection({
  clientAddress: "[::1]:40123",
  serverAddress: "[::1]:50051",
  closedMs: 12,
  messages: [
    message("client", 24, "HTTP/2 preface"),
    message("client", 33, "SETTINGS", "INITIAL_WINDOW_SIZE 4194304"),
    message("server", 20, "SETTINGS"),
    message("client", 42, "SETTINGS", "ack"),
    message("client", 150, "HEADERS", "stream 1, POST /conformance.v1.Echo/Unary"),
    message("client", 170, "DATA", "stream 1, 11 bytes, end of stream"),
    message("server", 60, "HEADERS", "stream 1, status 200, grpc-status 12 UNIMPLEMENTED"),
    message("server", 90, "GOAWAY", "NO_ERROR, last stream 1"),
  ],
  passages: [
    passage("client", 33, 1),
    passage("server", 20, 1.04),
    // One read in the middle of HEADERS, one with the rest of the flight.
    passage("client", 100, 2),
    passage("client", 170, 3.5),
    passage("server", 60, 11.96),
    passage("server", 90, 1234.5),
  ],
});

const hidden = connection({
  clientAddress: "unix:/tmp/plugin-3141592653/tap-with-a-rather-long-name-in-a-long-folder/1.sock",
  serverAddress: "unix:/tmp/plugin-3141592653/plugin.sock",
  closedMs: null,
  firstClose: null,
  messages: [
    message("client", 200, "ClientHello", "TLS 1.3, x25519"),
    message("server", 95, "ServerHello", "TLS 1.3, x25519"),
    message("server", 900, "application data", "3 records", "encrypted"),
    message("client", 280, "application data", "", "encrypted"),
  ],
  passages: [passage("client", 200, 1), passage("server", 95, 1_234_567)],
  visibility: "no secrets for client random cb34ecb1e78163ba… in the key log",
});

const unreachable = connection({
  closedMs: 0.6,
  firstClose: null,
  dialError: "connect ECONNREFUSED 127.0.0.1:50051",
});

const wide = connection({
  closedMs: 5,
  firstClose: null,
  messages: [
    message("client", 10, "HEADERS", "証明書が無効です"),
    message("server", 10, "HEADERS", `grpc-message ${"certificate ".repeat(40)}`),
    message("server", 20, "bytes", `\u001b[2J${"0123456789abcdef".repeat(3)}`),
  ],
  passages: [passage("client", 10, 1), passage("server", 20, 2)],
});

/** One passage for every two frames of the client; the server's close lies among them. */
const long = connection({
  closedMs: 35,
  firstClose: { by: "server", how: "fin" },
  messages: Array.from({ length: 120 }, (_, at) =>
    message("client", 10 * at + 10, "DATA", `stream ${2 * at + 1}`),
  ),
  passages: Array.from({ length: 60 }, (_, at) => passage("client", 20 * at + 20, at + 1)),
});

const pictures: Readonly<Record<string, Picture>> = {
  "ladder-refused.txt": picture(
    [
      refused,
      connection({ ...refused, clientAddress: "127.0.0.1:40124", openedMs: 9, closedMs: 9.5 }),
      unreachable,
      connection({ ...refused, clientAddress: "127.0.0.1:40125", passages: [] }),
    ],
    "The client refused the server's certificate: it was issued by CN=impostor, which the client does not trust.",
  ),
  "ladder-http2.txt": picture([called], "The server answered UNIMPLEMENTED."),
  "ladder-hidden.txt": picture([hidden]),
  "ladder-long.txt": picture([long, connection({ ...long, closedMs: 1 })]),
  "ladder-wide.txt": picture([wide]),
  "ladder-none.txt": picture([], "No connection came within 5000 ms."),
};

const widest = (text: string) => Math.max(...text.split("\n").map((line) => [...line].length));

test.for(Object.entries(pictures))("%s", ([file, input]) => {
  const text = ladder(input);
  expect(widest(text)).toBeLessThanOrEqual(80);
  expect(text).toBe(golden(file));
});

describe("connections are alike", () => {
  const folds = (other: Partial<PicturedConnection>) =>
    ladder(picture([refused, { ...refused, ...other }])).includes("1 more like this");
  const [first, ...rest] = refused.messages;
  test.for<[string, Partial<PicturedConnection>, boolean]>([
    ["times", { openedMs: 100, closedMs: 200, passages: [] }, false],
    ["later times", { openedMs: 100, closedMs: 200 }, true],
    ["the client's port", { clientAddress: "127.0.0.1:1" }, true],
    ["the client's host", { clientAddress: "127.0.0.2:40123" }, false],
    ["the server's port", { serverAddress: "127.0.0.1:50052" }, false],
    ["who closed", { firstClose: { by: "server", how: "rst" } }, false],
    ["how it closed", { firstClose: { by: "client", how: "fin" } }, false],
    ["open yet", { closedMs: null }, false],
    ["a message less", { messages: rest }, false],
    ["a detail", { messages: first ? [{ ...first, detail: "TLS 1.2" }, ...rest] : [] }, false],
    ["the error of dialling", { dialError: "connect ECONNREFUSED" }, false],
    ["what could be seen", { visibility: "no secrets" }, false],
  ])("with another %s: %s", ([, other, expected]) => {
    expect(folds(other)).toBe(expected);
  });

  test("whose hidden parts belong to different randoms", () => {
    const other = {
      ...hidden,
      visibility: "no secrets for client random 0123456789abcdef… in the key log",
    };
    expect(ladder(picture([hidden, other]))).toContain("1 more like this");
  });
});

describe("what is wrong with a message", () => {
  const sentence = "a call whose deadline is far is ended at once";
  const long = connection({
    messages: [
      ...Array.from({ length: 40 }, (_, at) => message("client", at, "DATA", `${at} bytes`)),
      message("client", 100, "HEADERS", "POST /handshakematrix.v1.Told/Unary"),
      ...Array.from({ length: 40 }, (_, at) => message("client", 200 + at, "DATA", `${at} bytes`)),
      message("server", 30, "HEADERS", "200, grpc-status DEADLINE_EXCEEDED"),
    ],
    passages: [passage("client", 300, 2), passage("server", 30, 3)],
    marks: [
      { from: "client", name: "HEADERS", endsAt: 100, field: "grpc-timeout", sentence },
      { from: "server", name: "HEADERS", endsAt: 30, field: "grpc-status", sentence },
    ],
  });

  test("stands under it with a sign, in the middle of a long connection too", () => {
    expect(ladder(picture([long]))).toBe(golden("ladder-marked.txt"));
  });

  test("is said of no other frame of the name or the place", () => {
    const [first] = long.marks;
    const others = [
      { ...first, from: "server" },
      { ...first, name: "DATA" },
      { ...first, endsAt: 99 },
    ] as PicturedConnection["marks"];
    expect(ladder(picture([{ ...long, marks: others }]))).not.toContain("✗");
  });

  test("makes a connection differ from one that is like it", () => {
    expect(ladder(picture([long, { ...long, marks: [] }]))).toContain("connection 2 of 2");
  });
});

const text = fc.string({
  unit: fc.constantFrom(..."ab,:/-  \t\n\u001b\u0007\u202e\u00e9\u6f22\u{1f600}\ud800─"),
  maxLength: 300,
});
const side = fc.constantFrom<Side>("client", "server");
const count = fc.nat(100);
const unmarked = fc.record<Omit<PicturedConnection, "marks">>({
  clientAddress: text,
  serverAddress: text,
  openedMs: fc.double({ min: 0, max: 1e7, noNaN: true }),
  closedMs: fc.option(count),
  firstClose: fc.option(fc.record({ by: side, how: fc.constantFrom("fin", "rst") })),
  dialError: fc.option(text),
  messages: fc.array(
    fc.record({
      from: side,
      endsAt: count,
      name: text,
      detail: text,
      seen: fc.constantFrom("clear", "decrypted", "encrypted"),
    }),
    { maxLength: 100 },
  ),
  passages: fc.array(fc.record({ from: side, endsAt: count, atMs: count })),
  visibility: fc.option(text),
});

/** Whatever is said, it is said of messages that there are. */
const pictured = fc
  .tuple(unmarked, fc.array(text), fc.option(text))
  .map(([one, sentences, field]): PicturedConnection => {
    const marks = sentences.flatMap((sentence, at) =>
      one.messages
        .slice(at * 7, at * 7 + 1)
        .map(({ from, name, endsAt }) => ({ from, name, endsAt, field, sentence })),
    );
    return { ...one, marks };
  });

/** Characters of the generated text that take two columns, as two. */
const terminalColumns = (line: string) => [...line.replace(/[\u6f22\u{1f600}]/gu, "..")].length;

test("nothing makes a line wider than 80 columns, a connection longer than 60 lines or moves the cursor", () => {
  fc.assert(
    fc.property(pictured, text, text, text, (one, client, server, sentence) => {
      const drawn = ladder({ client, server, connections: [one], broke: null }).split("\n");
      expect(Math.max(...drawn.map(terminalColumns))).toBeLessThanOrEqual(80);
      expect(drawn.length - 1).toBeLessThanOrEqual(60);
      expect(drawn.filter((line) => /[\p{Cc}\p{Cf}\p{Cs}]/u.test(line))).toEqual([]);
      const broken = ladder({ client, server, connections: [], broke: { sentence } }).split("\n");
      expect(Math.max(...broken.map(terminalColumns))).toBeLessThanOrEqual(80);
    }),
    { numRuns: 200 },
  );
});
