import { join } from "node:path";
import { loadSync } from "@grpc/proto-loader";
import { expect, test } from "vitest";
import { places } from "../places.ts";
import { readSeen, reportRequestBytes, requestBytes, responseBytes } from "./told-messages.ts";

/** The library that reads the same file for every Node server. */
const definitions = loadSync(join(places.root, "proto/told.proto"), {
  longs: Number,
  defaults: true,
});
const told = definitions["handshakematrix.v1.Told"] as Readonly<
  Record<
    string,
    {
      requestDeserialize(bytes: Buffer): unknown;
      responseSerialize(value: object): Buffer;
      responseDeserialize(bytes: Buffer): unknown;
    }
  >
>;

const script = {
  id: "id-1",
  initial: [{ name: "told-a", value: Buffer.from("x") }],
  headersFirst: true,
  delayMs: 300,
  early: true,
  gzip: true,
  sizes: [0, 1, 127, 128, 16 * 1024 * 1024],
  eachMs: 20,
  trailing: [{ name: "told-b-bin", value: Buffer.from([0, 255]) }],
  code: 9,
  message: "größer",
  loneSurrogate: true,
  stopServer: true,
  details: Buffer.from([8, 9]),
  stdout: Buffer.from([0, 1]),
  stderr: Buffer.from([255]),
};

test("a script reads as it was meant", () => {
  const read = told["Unary"]?.requestDeserialize(Buffer.from(requestBytes(script, 3)));
  expect(read).toEqual({ script, payload: Buffer.from([0, 1, 2]) });
});

test.for([0, 1, 300])("a response of %i bytes reads as it was meant", (size) => {
  const read = told["Unary"]?.responseDeserialize(Buffer.from(responseBytes(size)));
  expect(read).toEqual({ payload: Buffer.from(Array.from({ length: size }, (_, at) => at % 256)) });
});

test("a report is asked for by its id", () => {
  expect(told["Report"]?.requestDeserialize(Buffer.from(reportRequestBytes("a-1")))).toEqual({
    id: "a-1",
  });
});

test.for([
  {
    name: "everything",
    sent: {
      metadata: [
        { name: "told-a", value: Buffer.from("one") },
        { name: "told-a", value: Buffer.from("two") },
        { name: "told-b-bin", value: Buffer.alloc(0) },
      ],
      timeoutMs: 2_592_000_000,
      received: 3,
      cancelledAfterMs: 0,
      authority: "localhost",
      leftOut: ["gzip", "timeout"],
    },
    timeoutMs: 2_592_000_000,
    cancelledAfterMs: 0,
  },
  {
    name: "neither deadline nor cancellation",
    sent: {
      metadata: [],
      timeoutMs: -1,
      received: 0,
      cancelledAfterMs: -1,
      authority: "",
      leftOut: [],
    },
    timeoutMs: null,
    cancelledAfterMs: null,
  },
])("what a server saw: $name", ({ sent, timeoutMs, cancelledAfterMs }) => {
  const bytes = told["Report"]?.responseSerialize(sent) ?? Buffer.alloc(0);
  const { metadata, ...rest } = readSeen(bytes);
  expect({ ...rest, metadata: metadata.map(({ name, value }) => [name, [...value]]) }).toEqual({
    ...sent,
    metadata: sent.metadata.map(({ name, value }) => [name, [...value]]),
    timeoutMs,
    cancelledAfterMs,
  });
});
