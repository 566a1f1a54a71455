import { expect, test } from "vitest";
import { servicesIn } from "./reflection.ts";

/** A length-delimited field of less than 128 bytes. */
const field = (number: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([number * 8 + 2, content.length]), content]);

const service = (name: string) => field(1, field(1, Buffer.from(name)));

test.for([
  ["no bytes", Buffer.alloc(0), []],
  ["two services", field(6, Buffer.concat([service("a.B"), service("c.D")])), ["a.B", "c.D"]],
  [
    "after the host",
    Buffer.concat([field(1, Buffer.from("x")), field(6, service("a.B"))]),
    ["a.B"],
  ],
  ["an error", field(7, Buffer.from("no")), []],
  ["a name with an escape", field(6, service("a\u001bBc")), ["ac"]],
  ["cut short", field(6, service("a.B")).subarray(0, 5), []],
  ["a length without end", Buffer.from("32ffffffffffffffff", "hex"), []],
  ["an unknown wire type", Buffer.from("0300", "hex"), []],
] as const)("%s", ([, bytes, names]) => {
  expect(servicesIn(bytes)).toEqual(names);
});
