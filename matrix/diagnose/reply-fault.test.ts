import { expect, test } from "vitest";
import type { HalfStream } from "../domain/grpc-facts.ts";
import { clientStacks, type StackName, stackNames } from "../knowledge/stacks.ts";
import { halfStream, http2Facts, noSettings } from "../tooling/test/http2.ts";
import { type ReplyFault, replyFaults } from "./reply-fault.ts";

const faultOf = (reply: Partial<HalfStream>, request: Partial<HalfStream> = {}) =>
  replyFaults(
    http2Facts({
      grpc: {
        requests: [halfStream(request)],
        replies: [halfStream(reply)],
        settings: noSettings,
      },
    }),
  )[0];

const compressed = { flag: 1, length: 5, received: 5 };

test.for<readonly [string, Partial<HalfStream>, ReplyFault["code"], ReplyFault["refusedBy"]]>([
  ["a field in capitals", { malformed: "X" }, "malformed-response", "every client"],
  [
    "a page with a grpc-status",
    { contentType: "text/html", grpcStatus: "0" },
    "content-type-not-grpc",
    "some",
  ],
  [
    "a message that is cut off",
    { messages: [{ flag: 0, length: 5, received: 1 }], ended: true },
    "message-framing-broken",
    "some",
  ],
  [
    "compressed and no encoding",
    { messages: [compressed] },
    "message-encoding-unsupported",
    "every client",
  ],
  [
    "a message of 5 MiB",
    { messages: [{ flag: 0, length: 5 << 20, received: 5 << 20 }] },
    "message-too-large",
    "some",
  ],
  [
    "headers of 12 KiB",
    { headerListSize: 12_139, grpcStatus: "0" },
    "header-list-too-large",
    "some",
  ],
  [
    "an interim answer",
    { interim: "103", grpcStatus: "0" },
    "http-status-from-intermediary",
    "some",
  ],
  [
    "details that are no base64",
    { grpcStatus: "0", binary: [{ name: "grpc-status-details-bin", form: "malformed" }] },
    "grpc-status-malformed",
    "some",
  ],
  ["padding", { padded: true, grpcStatus: "0" }, "http2-violation", "some"],
  [
    "an interim answer, and no grpc-status in the end",
    { interim: "103", ended: true },
    "grpc-status-missing",
    "every client",
  ],
  ["no grpc-status", { ended: true }, "grpc-status-missing", "every client"],
  ["a status of its own", { grpcStatus: "99" }, "grpc-status-malformed", "every client"],
])("%s", ([, reply, code, refusedBy]) => {
  expect(faultOf(reply)).toMatchObject({ code, refusedBy });
});

const message = { flag: 0, length: 2, received: 2 } as const;

test.for<readonly [string, Partial<HalfStream>, ReplyFault["code"], ReplyFault["refusedBy"]]>([
  [
    "what is no protobuf",
    { messages: [{ ...message, form: "not protobuf" }] },
    "message-not-parsable",
    "every client",
  ],
  ["OK and no message", {}, "response-cardinality-violation", "some"],
  ["two messages", { messages: [message, message] }, "response-cardinality-violation", "some"],
])("a health check that is answered with %s", ([, reply, code, refusedBy]) => {
  const whole = { ended: true, grpcStatus: "0", ...reply };
  expect(faultOf(whole, { path: "/grpc.health.v1.Health/Check" })).toMatchObject({
    code,
    refusedBy,
  });
  expect(faultOf(whole, { path: "/kv.KV/Watch" })).toBeUndefined();
});

test.for([
  ["identity", undefined, "every client"],
  ["gzip", undefined, "some"],
  ["deflate", undefined, "some"],
  ["snappy", undefined, "some"],
  ["zstd", undefined, "some"],
  ["brotli", "some", "every client"],
] as const)("grpc-encoding %s, which the call does not accept", ([encoding, named, used]) => {
  expect(faultOf({ encoding })?.refusedBy).toBe(named);
  expect(faultOf({ encoding, messages: [compressed] })?.refusedBy).toBe(used);
  expect(
    faultOf({ encoding, messages: [compressed] }, { acceptEncoding: `x, ${encoding}` })?.refusedBy,
  ).toBe(encoding === "identity" ? "every client" : undefined);
});

test.for([
  ["a field", { fields: 2, longest: 70_000, continuations: 0 }, "a header of 70000 bytes"],
  ["fields", { fields: 200, longest: 20, continuations: 0 }, "200 headers"],
  ["frames", { fields: 2, longest: 20, continuations: 12 }, "headers in 13 frames"],
] as const)("more than Node's client takes of %s", ([, headerParts, what]) => {
  const replies = [halfStream({ headerListSize: 100, headerParts, grpcStatus: "0" })];
  const http2 = http2Facts({ grpc: { requests: [halfStream()], replies, settings: noSettings } });
  expect(replyFaults(http2, clientStacks.node.reply)).toMatchObject([
    { code: "header-list-too-large", what },
  ]);
});

test.for<readonly [string, number, readonly StackName[]]>([
  ["none", 0, ["python", "python:grpclib", "python:debian", "cpp"]],
  ["several", 2, ["rust", "python:grpclib", "rust:ring"]],
])("clients that take a unary reply with messages: %s", ([, count, stacks]) => {
  const reply = { ended: true, grpcStatus: "0", messages: Array(count).fill(message) };
  const http2 = http2Facts({
    grpc: {
      requests: [halfStream({ path: "/proto.KV/Get" })],
      replies: [halfStream(reply)],
      settings: noSettings,
    },
  });
  const taking = stackNames.filter(
    (stack) => replyFaults(http2, clientStacks[stack].reply).length === 0,
  );
  expect(taking).toEqual(stacks);
});

test("other binary metadata is the service's own", () => {
  const binary = [{ name: "note-bin", form: "malformed" }] as const;
  expect(faultOf({ grpcStatus: "0", ended: true, binary })).toBeUndefined();
});

test("put and get are known to be unary too", () => {
  const reply = { ended: true, grpcStatus: "0" };
  for (const path of ["/proto.KV/Put", "/proto.KV/Get"]) {
    expect(faultOf(reply, { path })?.code).toBe("response-cardinality-violation");
  }
});

test("a page after an interim answer is no reply of gRPC's", () => {
  expect(faultOf({ interim: "103", status: "302", contentType: "text/html" })).toBeUndefined();
});
