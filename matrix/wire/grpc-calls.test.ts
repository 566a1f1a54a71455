import { describe, expect, test } from "vitest";
import { type KvTransport, kvClient, kvServer } from "../tooling/test/kv.ts";
import { tapTo } from "../tooling/test/sockets.ts";
import { type RecordedStreams, readGrpcCalls } from "./grpc-calls.ts";
import { KeyLogReader } from "./key-log.ts";
import { protobufFields } from "./protobuf-fields.ts";

const value = Buffer.from(Array.from({ length: 300 }, (_, at) => at % 256));

/** A put, a get of it and one of an unknown key, over one connection. */
const recorded = async (transport: KvTransport): Promise<RecordedStreams> => {
  const tap = await tapTo(await kvServer(transport));
  const client = await kvClient(tap.endpoint, transport);
  await client.put("key", value);
  await client.get("key");
  await client.get("missing");
  const [connection] = tap.connections;
  if (!connection) throw new Error("no connection");
  return {
    client: connection.client.bytes(),
    server: connection.server.bytes(),
    secrets: client.keyLog,
  };
};

const transports = ["clear", "TLSv1.2", "TLSv1.3"] as const;

describe.each(transports)("over %s", (transport) => {
  test("every call is read, with what it asked and what it got", async () => {
    const { calls, complete } = readGrpcCalls(await recorded(transport));
    expect(complete).toBe(true);
    expect(calls.map(({ path, status }) => [path, status])).toEqual([
      ["/proto.KV/Put", "OK"],
      ["/proto.KV/Get", "OK"],
      ["/proto.KV/Get", "NOT_FOUND"],
    ]);
    const [put, get, missing] = calls;
    const field = (message: Uint8Array | null | undefined, number: number) =>
      protobufFields(message ?? Buffer.alloc(0)).get(number);
    expect(field(put?.request, 1)).toEqual(Buffer.from("key"));
    expect(field(put?.request, 2)).toEqual(value);
    expect(field(get?.response, 1)).toEqual(value);
    expect(missing?.response).toBeNull();
  });

  test("whatever is cut off, nothing is made up, and only what was read is called complete", async () => {
    const { client, server, secrets } = await recorded(transport);
    const whole = readGrpcCalls({ client, server, secrets }).calls;
    for (let length = 0; length < client.length; length += 7) {
      const { calls } = readGrpcCalls({ client: client.subarray(0, length), server, secrets });
      expect(calls.length).toBeLessThanOrEqual(whole.length);
      for (const [at, call] of calls.entries()) expect(call.path).toBe(whole[at]?.path);
    }
  });
});

test.for(["TLSv1.2", "TLSv1.3"] as const)("%s without secrets hides its calls", async (version) => {
  const streams = await recorded(version);
  expect(readGrpcCalls({ ...streams, secrets: new KeyLogReader() })).toMatchObject({
    calls: [],
    complete: false,
  });
});

const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
const frame = (type: number, flags: number, stream: number, payload: Buffer): Buffer => {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header.writeUInt8(type, 3);
  header.writeUInt8(flags, 4);
  header.writeUInt32BE(stream, 5);
  return Buffer.concat([header, payload]);
};
const literal = (name: string, text: string): Buffer =>
  Buffer.concat([
    Buffer.from([0, name.length]),
    Buffer.from(name),
    Buffer.from([text.length]),
    Buffer.from(text),
  ]);
const path = literal(":path", "/proto.KV/Put");
const message = Buffer.from([0, 0, 0, 0, 3, 10, 1, 107]);
const request = (...frames: readonly Buffer[]) => Buffer.concat([preface, ...frames]);

test.for([
  ["nothing at all", Buffer.alloc(0), [], true],
  ["half a preface", preface.subarray(0, 12), [], true],
  ["a preface and SETTINGS alone", request(frame(4, 0, 0, Buffer.alloc(0))), [], true],
  [
    "a call whose message is split over padded frames",
    request(
      frame(1, 4, 1, path),
      frame(0, 8, 1, Buffer.concat([Buffer.from([2]), message.subarray(0, 4), Buffer.alloc(2)])),
      frame(0, 1, 1, message.subarray(4)),
    ),
    ["0a016b"],
    true,
  ],
  [
    "a header block in CONTINUATION",
    request(frame(1, 0, 1, path.subarray(0, 3)), frame(9, 4, 1, path.subarray(3))),
    [null],
    true,
  ],
  [
    "a compressed message",
    request(frame(1, 4, 1, path), frame(0, 1, 1, Buffer.from([1, 0, 0, 0, 1, 0]))),
    [null],
    true,
  ],
  [
    "a message cut off",
    request(frame(1, 4, 1, path), frame(0, 1, 1, message.subarray(0, 6))),
    [null],
    true,
  ],
  ["a header block that cannot be read", request(frame(1, 4, 1, Buffer.from([0x80]))), [], false],
  [
    "more padding than payload",
    request(frame(1, 4, 1, path), frame(0, 8, 1, Buffer.from([9, 1]))),
    [null],
    false,
  ],
  ["HTTP/1", Buffer.from("POST /proto.KV/Put HTTP/1.1\r\n\r\n"), [], false],
] as const)("%s", ([, client, requests, complete]) => {
  const read = readGrpcCalls({ client, server: Buffer.alloc(0), secrets: new KeyLogReader() });
  expect(read.complete).toBe(complete);
  const hex = read.calls.map((call) => call.request && Buffer.from(call.request).toString("hex"));
  expect(hex).toEqual(requests);
});
