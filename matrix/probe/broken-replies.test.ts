/** Replies that a client gets and refuses. Each server answers every call alike. */
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { listen } from "../tooling/test/grpc-server.ts";
import { answering, data, headers, paddedData } from "../tooling/test/raw-http2.ts";
import { probe } from "./probe.ts";
import { questionOf } from "./question-of.ts";

const grpc = { ":status": "200", "content-type": "application/grpc" };
const ok = { "grpc-status": "0" };
/** HealthCheckResponse: SERVING. */
const serving = "0000000002 0801";

const causesOf = async (frames: readonly Buffer[]) => {
  const { endpoint } = await listen(createServer(answering(frames)));
  const options = { plaintext: true, timeout: 1000 };
  const { diagnosis } = await probe(await questionOf(endpoint.address, options), {});
  return diagnosis?.causes.map(({ code, decided, matched: [quote] }) => ({
    code,
    decided,
    quote: quote?.text,
  }));
};

const sound = [headers(grpc), data(serving), headers(ok, "end")];

test.for([
  ["whole", sound],
  ["with a status alone", [headers({ ...grpc, "grpc-status": "12" }, "end")]],
  ["in two frames", [headers(grpc), data("0000"), data("000002 0801"), headers(ok, "end")]],
  [
    "of another content type of gRPC's",
    [
      headers({ ...grpc, "content-type": "application/grpc+proto; a=b" }),
      data(serving),
      headers(ok, "end"),
    ],
  ],
  [
    "with headers of 7 KiB",
    [headers({ ...grpc, "x-big": "a".repeat(7168) }), data(serving), headers(ok, "end")],
  ],
  [
    "that names identity",
    [headers({ ...grpc, "grpc-encoding": "identity" }), data(serving), headers(ok, "end")],
  ],
  [
    "that names gzip and is not compressed",
    [headers({ ...grpc, "grpc-encoding": "gzip" }), data(serving), headers(ok, "end")],
  ],
] as const)("a reply %s is healthy", async ([, frames]) => {
  expect(await causesOf(frames)).toBeUndefined();
});

test.for([
  [
    "another content type",
    "content-type-not-grpc",
    "content-type application/json",
    [headers({ ...grpc, "content-type": "application/json" }), data(serving), headers(ok, "end")],
  ],
  [
    "no content type",
    "content-type-not-grpc",
    "no content-type",
    [headers({ ":status": "200" }), data(serving), headers(ok, "end")],
  ],
  ...["application/grpc-web", "application/grpc-web+proto", "application/grpcfoo"].map(
    (type) =>
      [
        `the content type ${type}`,
        "content-type-not-grpc",
        `content-type ${type}`,
        [headers({ ...grpc, "content-type": type }), data(serving), headers(ok, "end")],
      ] as const,
  ),
  [
    "headers of 9 KiB",
    "header-list-too-large",
    "headers of 9355 bytes",
    [headers({ ...grpc, "x-big": "a".repeat(9216) }), data(serving), headers(ok, "end")],
  ],
  [
    "129 headers",
    "header-list-too-large",
    "129 headers",
    [
      headers({
        ...grpc,
        ...Object.fromEntries(Array.from({ length: 127 }, (_, at) => [`x${at}`, "a"])),
      }),
      data(serving),
      headers(ok, "end"),
    ],
  ],
  [
    "a message that is no protobuf",
    "message-not-parsable",
    "a message of 3 bytes that is no protobuf",
    [headers(grpc), data("0000000003 ffffff"), headers(ok, "end")],
  ],
  [
    "two messages",
    "response-cardinality-violation",
    "2 messages",
    [headers(grpc), data(`${serving} ${serving}`), headers(ok, "end")],
  ],
  [
    "OK and no message",
    "response-cardinality-violation",
    "status OK and no message",
    [headers(grpc), headers(ok, "end")],
  ],
  [
    "an unknown encoding",
    "message-encoding-unsupported",
    "grpc-encoding rot13, which is not known",
    [headers({ ...grpc, "grpc-encoding": "rot13" }), data(serving), headers(ok, "end")],
  ],
  [
    "an encoding that was not offered",
    "message-encoding-unsupported",
    "a message compressed with gzip, which the call does not accept",
    [headers({ ...grpc, "grpc-encoding": "gzip" }), data("0100000002 0801"), headers(ok, "end")],
  ],
  [
    "the compressed flag without an encoding",
    "message-encoding-unsupported",
    "a compressed message and no grpc-encoding",
    [headers(grpc), data("0100000002 0801"), headers(ok, "end")],
  ],
  [
    "a flag that there is not",
    "message-framing-broken",
    "a message that begins with the bytes 0200000002, where 0 or 1 and a length have to be",
    [headers(grpc), data("0200000002 0801"), headers(ok, "end")],
  ],
  [
    "a body that is text",
    "message-framing-broken",
    'a message that begins with "{\\"sta", where 0 or 1 and a length have to be',
    [headers(grpc), data(Buffer.from('{"status":"SERVING"}')), headers(ok, "end")],
  ],
  [
    "a message that is cut off",
    "message-framing-broken",
    "a message of 9 bytes, of which 2 came",
    [headers(grpc), data("0000000009 0801"), headers(ok, "end")],
  ],
  [
    "an absurd length",
    "message-framing-broken",
    "a message of 4294967295 bytes, of which 2 came",
    [headers(grpc), data("00ffffffff 0801"), headers(ok, "end")],
  ],
  [
    "a prefix that is cut off",
    "message-framing-broken",
    "3 of the 5 bytes that stand before a message",
    [headers(grpc), data("000000"), headers(ok, "end")],
  ],
  [
    "an interim answer",
    "http-status-from-intermediary",
    "an interim answer before it (HTTP status 103)",
    [headers({ ":status": "103" }), ...sound],
  ],
  [
    "padding",
    "http2-violation",
    "frames with padding",
    [headers(grpc), paddedData(serving), headers(ok, "end")],
  ],
  ["no trailers", "grpc-status-missing", "no grpc-status", [headers(grpc), data(serving, "end")]],
  [
    "trailers without a status",
    "grpc-status-missing",
    "no grpc-status",
    [headers(grpc), data(serving), headers({ "x-request-id": "1" }, "end")],
  ],
  [
    "a status in words",
    "grpc-status-malformed",
    'grpc-status "OK", which gRPC does not have',
    [headers(grpc), data(serving), headers({ "grpc-status": "OK" }, "end")],
  ],
  [
    "a status beyond the last",
    "grpc-status-malformed",
    'grpc-status "99", which gRPC does not have',
    [headers(grpc), data(serving), headers({ "grpc-status": "99" }, "end")],
  ],
  [
    "an upper-case header name",
    "malformed-response",
    'the header name "X-Served-By", which has upper-case letters',
    [headers({ ...grpc, "X-Served-By": "a" }), data(serving), headers(ok, "end")],
  ],
  [
    "an upper-case content type",
    "malformed-response",
    'the header name "Content-Type", which has upper-case letters',
    [
      headers({ ":status": "200", "Content-Type": "application/grpc" }),
      data(serving),
      headers(ok, "end"),
    ],
  ],
  [
    "a header of HTTP/1.1",
    "malformed-response",
    'the header "transfer-encoding", which HTTP/2 does not have',
    [headers({ ...grpc, "transfer-encoding": "chunked" }), data(serving), headers(ok, "end")],
  ],
  [
    "no status of HTTP",
    "malformed-response",
    "headers without :status",
    [headers({ "content-type": "application/grpc" }), data(serving), headers(ok, "end")],
  ],
  [
    "a status of HTTP in its trailers",
    "malformed-response",
    '":status" in the trailers',
    [headers(grpc), data(serving), headers({ ":status": "200", ...ok }, "end")],
  ],
  [
    "data before headers",
    "malformed-response",
    "DATA before HEADERS",
    [data(serving), headers(grpc), headers(ok, "end")],
  ],
  [
    "data after its end",
    "malformed-response",
    "DATA after the end of the stream",
    [...sound, data(serving)],
  ],
  [
    "data after its trailers",
    "malformed-response",
    "trailers that do not end the stream",
    [headers(grpc), data(serving), headers(ok), data("", "end")],
  ],
] as const)("a reply with %s", async ([, code, quote, frames]) => {
  expect(await causesOf(frames)).toEqual([
    {
      code,
      decided: true,
      quote: `the reply to /grpc.health.v1.Health/Check (stream 1) has ${quote}`,
    },
  ]);
});

/** grpcio 1.85.1 gives its caller OK and None; grpc-go, grpc-js 1.14.7, tonic and grpc-java give an error. */
test("OK and no message lets clients of grpcio in, and of those that are known no others", async () => {
  const { endpoint } = await listen(createServer(answering([headers(grpc), headers(ok, "end")])));
  const clientsOf = async (...as: readonly string[]) => {
    const options = { plaintext: true, timeout: 2000, as };
    const { diagnosis, rungs } = await probe(await questionOf(endpoint.address, options), {});
    const facts = rungs.find(({ name }) => name === "clients")?.facts ?? [];
    return { facts: facts.map(({ name, value }) => `${name} ${value}`), diagnosis };
  };
  const all = await clientsOf();
  expect(all.facts).toEqual([
    "go fails: response-cardinality-violation",
    "python passes, foreseen, although the reply has status OK and no message",
    "node fails: response-cardinality-violation",
    "rust fails: response-cardinality-violation",
    "java fails: response-cardinality-violation",
  ]);
  const python = await clientsOf("python");
  // With the real client where it is built.
  expect(python.facts[0]).toMatch(
    /^python passes, its (?:client|hello) tried, although the reply has status OK and no message$/,
  );
  expect(python.diagnosis).toBeNull();
});

test("a message over gRPC's ordinary limit", async () => {
  const body = Buffer.alloc(5 + 6 * 1024 * 1024);
  body.writeUInt32BE(body.length - 5, 1);
  const frames = Array.from({ length: Math.ceil(body.length / 16_384) }, (_, at) =>
    data(body.subarray(at * 16_384, (at + 1) * 16_384)),
  );
  const causes = await causesOf([headers(grpc), ...frames, headers(ok, "end")]);
  expect(causes?.[0]).toMatchObject({ code: "message-too-large", decided: true });
});

test.for([
  ["NOT_SERVING", "0000000002 0802"],
  ["UNKNOWN", "0000000000"],
  ["UNKNOWN", "0000000002 0800"],
] as const)("a server whose health service says %s", async ([health, message]) => {
  const frames = [headers(grpc), data(message), headers(ok, "end")];
  expect(await causesOf(frames)).toEqual([
    {
      code: "health-not-serving",
      decided: true,
      quote: `grpc.health.v1.Health/Check: ${health}`,
    },
  ]);
});
