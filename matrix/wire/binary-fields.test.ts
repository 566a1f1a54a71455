import { expect, test } from "vitest";
import { mostBinaryFields } from "../domain/grpc-facts.ts";
import { binaryFields } from "./binary-fields.ts";

test.for([
  ["Zmlyc3Q=", "one"],
  ["Zmlyc3Q", "one"],
  ["_-__", "one"],
  ["", "one"],
  ["Zmlyc3Q=,c2Vjb25k", "joined"],
  ["Zmlyc3Q=, c2Vjb25k", "joined"],
  ["%%%", "malformed"],
  ["Zmlyc3Q=,%%%", "malformed"],
  ["Zmlyc", "malformed"],
  ["Zm=yc3Q", "malformed"],
] as const)("%s is %s", ([value, form]) => {
  expect(binaryFields([{ name: "note-bin", value }])).toEqual([{ name: "note-bin", form }]);
});

test("other names are not read, and of many fields the first", () => {
  expect(binaryFields([{ name: "note", value: "%%%" }])).toEqual([]);
  const many = Array.from({ length: 99 }, () => ({ name: "a-bin", value: "" }));
  expect(binaryFields(many)).toHaveLength(mostBinaryFields);
});
