import { InvalidArgumentError } from "commander";
import { expect, test } from "vitest";
import { names, shardNumber } from "./option-values.ts";

test("names of an option that is given twice are taken together", () => {
  expect(names("p256,p384", names("go", names("")))).toEqual(["go", "p256", "p384"]);
  expect(names("go")).toEqual(["go"]);
});

test.for([
  ["1/1", { index: 1, of: 1 }],
  ["2/4", { index: 2, of: 4 }],
  ["12/256", { index: 12, of: 256 }],
] as const)("shard %s", ([text, shard]) => {
  expect(shardNumber(text)).toEqual(shard);
});

test.for([
  "",
  "1",
  "0/4",
  "5/4",
  "-1/4",
  "1/4/4",
  "1.5/4",
  "a/b",
  "1/",
  "/4",
  " 1/4",
  "1e1/20",
  "0x1/4",
])("%j is no shard", (text) => {
  expect(() => shardNumber(text)).toThrow(InvalidArgumentError);
});
