import { expect, test } from "vitest";
import { mostMessages } from "../domain/grpc-facts.ts";
import { HalfStreamReading } from "./half-stream.ts";

const prefixed = (flag: number, length: number, sent = length): Buffer => {
  const bytes = Buffer.alloc(5 + sent);
  bytes.writeUInt8(flag);
  bytes.writeUInt32BE(length, 1);
  // Field 1, of the rest.
  if (sent >= 2) bytes.set([0x0a, sent - 2], 5);
  return bytes;
};

const plainFlags = { isPadded: false, endsStream: false };

const read = (...payloads: readonly Uint8Array[]) => {
  const reading = new HalfStreamReading(1);
  for (const payload of payloads) reading.data(payload, plainFlags);
  return reading.facts().messages;
};

const two = Buffer.concat([prefixed(0, 3), prefixed(1, 2)]);
const both = [
  { flag: 0, length: 3, received: 3 },
  { flag: 1, length: 2, received: 2 },
];

test.for([
  ["none", [], []],
  ["two in a frame", [two], both],
  ["two, byte by byte", [...two].map((byte) => Buffer.of(byte)), both],
  ["an empty one", [prefixed(0, 0)], [{ flag: 0, length: 0, received: 0 }]],
  [
    "one whose rest was not recorded",
    [prefixed(0, 6_291_456, 100)],
    [{ flag: 0, length: 6_291_456, received: 100 }],
  ],
  [
    "the longest length",
    [prefixed(0, 0xffff_ffff, 1)],
    [{ flag: 0, length: 0xffff_ffff, received: 1 }],
  ],
  ["a prefix that was cut off", [Buffer.of(0, 0, 0)], []],
] as const)("HalfStreamReading: %s", ([, payloads, messages]) => {
  expect(read(...payloads)).toEqual(messages);
});

test.for([
  ["bytes without an end", "0000000003 ffffff", "not protobuf"],
  ["the same in two frames", "0000000003 ff|ffff", "not protobuf"],
  ["field 0", "0000000001 00", "not protobuf"],
  ["HealthCheckResponse", "0000000002 0801", undefined],
  ["cut off", "0000000003 ffff", undefined],
  ["compressed", "0100000003 ffffff", undefined],
  ["the second of two", "0000000002 0801 0000000003 ffffff", "not protobuf"],
] as const)("HalfStreamReading: the form of %s", ([, sent, form]) => {
  const frames = sent.split("|").map((part) => Buffer.from(part.replaceAll(" ", ""), "hex"));
  expect(read(...frames).at(-1)?.form).toBe(form);
});

test("HalfStreamReading: keeps the first messages and the last", () => {
  const messages = read(...Array.from({ length: 100 }, (_, at) => prefixed(0, at)));
  expect(messages).toHaveLength(mostMessages);
  expect([messages[0]?.length, messages.at(-1)?.length]).toEqual([0, 99]);
});

test.for([
  ["none", [], undefined],
  ["one", ["103"], "103"],
  ["two: the first", ["100", "103"], "100"],
] as const)("interim answers: %s", ([, statuses, interim]) => {
  const reading = new HalfStreamReading(1);
  for (const value of [...statuses, "200"])
    reading.headers([{ name: ":status", value }], plainFlags);
  expect(reading.facts()).toMatchObject({ status: "200", malformed: null });
  expect(reading.facts().interim).toBe(interim);
});

test.for([
  [false, [false, false], undefined],
  [false, [false, true], true],
  [true, [false], true],
] as const)("padding of its HEADERS: %s, and of its DATA: %o", ([ofHeaders, frames, padded]) => {
  const reading = new HalfStreamReading(1);
  reading.headers([{ name: ":status", value: "200" }], { ...plainFlags, isPadded: ofHeaders });
  for (const isPadded of frames) reading.data(two, { ...plainFlags, isPadded });
  expect(reading.facts().padded).toBe(padded);
});

test("the content types that a server takes", () => {
  const reading = new HalfStreamReading(1);
  const fields = { ":status": "415", "accept-post": "application/json" };
  reading.headers(
    Object.entries(fields).map(([name, value]) => ({ name, value })),
    plainFlags,
  );
  expect(reading.facts().acceptPost).toBe("application/json");
});

test("the header list's size is that of the largest block, trailers included", () => {
  const sized = (...values: readonly number[]) => {
    const reading = new HalfStreamReading(1);
    for (const length of values) {
      reading.headers([{ name: "x", value: "v".repeat(length) }], plainFlags);
    }
    return reading.facts().headerListSize;
  };
  expect([sized(), sized(10), sized(10, 9000), sized(9000, 10)]).toEqual([0, 43, 9033, 9033]);
});
