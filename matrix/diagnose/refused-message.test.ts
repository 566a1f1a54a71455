import { expect, test } from "vitest";
import type { PrefixedMessage } from "../domain/grpc-facts.ts";
import {
  halfStream,
  headerBlock,
  http2Facts,
  http2Side,
  noSettings,
} from "../tooling/test/http2.ts";
import { refusedMessage } from "./refused-message.ts";

const mib = 1024 * 1024;
const grpc = headerBlock({ status: "200", contentType: "application/grpc+proto" });
const large: PrefixedMessage = { flag: 0, length: 6 * mib, received: 100_000 };

/** A client that reset the stream of a reply. */
const reset = (
  message: Partial<PrefixedMessage>,
  { code = "CANCEL", stream = 1, header = grpc } = {},
) =>
  http2Facts({
    client: http2Side({ resets: [{ stream, code }] }),
    server: http2Side({ headers: [header] }),
    grpc: {
      requests: [],
      replies: [halfStream({ messages: [{ ...large, ...message }] })],
      settings: noSettings,
    },
  });

/** A server that ended a call with a status. */
const ended = (grpcStatus: string, grpcMessage: string | null) =>
  http2Facts({ server: http2Side({ headers: [grpc, headerBlock({ grpcStatus, grpcMessage })] }) });

const goText = "grpc: received message larger than max (6291461 vs. 4194304)";

test.for([
  ["a reply that the client reset", reset({}), "client"],
  ["with another code", reset({}, { code: "REFUSED_STREAM" }), "client"],
  ["a compressed one", reset({ flag: 1 }), "client"],
  ["one over the limit by a byte", reset({ length: 4 * mib + 1 }), "client"],
  ["Go's server", ended("RESOURCE_EXHAUSTED", goText), "server"],
  [
    "tonic's server",
    ended(
      "OUT_OF_RANGE",
      "Error, decoded message length too large: found 6291461 bytes, the limit is: 4194304 bytes",
    ),
    "server",
  ],
  ["a reply of an ordinary size, given up", reset({ length: 4 * mib }), undefined],
  ["another stream given up", reset({}, { stream: 3 }), undefined],
  ["a page", reset({ flag: 0x3c, length: 0x68746d6c }), undefined],
  [
    "bytes of another type",
    reset({}, { header: headerBlock({ status: "200", contentType: "application/zip" }) }),
    undefined,
  ],
  ["a quota", ended("RESOURCE_EXHAUSTED", "quota exceeded"), undefined],
  ["no words", ended("RESOURCE_EXHAUSTED", null), undefined],
  ["another status", ended("INTERNAL", goText), undefined],
  ["nothing is known of messages", http2Facts(), undefined],
] as const)("refusedMessage: %s", ([, facts, by]) => {
  expect(refusedMessage(facts)?.by).toBe(by);
});

test("refusedMessage: says what was seen, and the limit where it was said", () => {
  expect(refusedMessage(reset({}))).toEqual({
    by: "client",
    limit: null,
    saw: [
      "the client reset stream 1 with CANCEL",
      "the server's reply on it announces a message of 6291456 bytes",
    ],
  });
  expect(refusedMessage(ended("RESOURCE_EXHAUSTED", goText))).toEqual({
    by: "server",
    limit: 4_194_304,
    saw: [`the server ended stream 1 with RESOURCE_EXHAUSTED: ${goText}`],
  });
});
