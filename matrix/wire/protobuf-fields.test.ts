import { expect, test } from "vitest";
import { protobufFields } from "./protobuf-fields.ts";

const bytes = (hexText: string) => Buffer.from(hexText.replaceAll(" ", ""), "hex");

/** Examples of https://protobuf.dev/programming-guides/encoding/ among them. */
test.for([
  ["nothing", "", []],
  ["a varint of two bytes", "08 9601", [[1, 150n]]],
  ["a string", "12 07 74657374696e67", [[2, bytes("74657374696e67")]]],
  ["a negative int64", "08 feffffffffffffffff01", [[1, 2n ** 64n - 2n]]],
  ["a field of a large number", "aa8301 01 61", [[2101, bytes("61")]]],
  ["a field that is there twice", "0a 01 61 0a 01 62", [[1, bytes("62")]]],
  ["fixed widths between others", "09 0000000000000000 15 00000000 18 01", [[3, 1n]]],
  [
    "an empty value",
    "0a 01 6b 12 00",
    [
      [1, bytes("6b")],
      [2, bytes("")],
    ],
  ],
] as const)("%s", ([, message, fields]) => {
  expect([...protobufFields(bytes(message))]).toEqual(fields);
});

test.for([
  ["a length beyond the end", "0a 05 61"],
  ["a tag without a value", "08"],
  ["a varint without an end", "08 ffffffffffffffffffffff"],
  ["the group types of proto1", "0b 0c"],
  ["wire type 7", "0f"],
  ["field 0", "00 00"],
] as const)("%s is malformed", ([, message]) => {
  expect(() => protobufFields(bytes(message))).toThrow(
    expect.objectContaining({ name: "Malformed" }),
  );
});
