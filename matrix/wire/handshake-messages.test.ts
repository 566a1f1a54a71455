import { expect, test } from "vitest";
import { HandshakeJoiner } from "./handshake-messages.ts";

const joined = (fragments: readonly string[]): string[] => {
  const joiner = new HandshakeJoiner();
  return fragments.flatMap((fragment) =>
    [...joiner.messages(Buffer.from(fragment, "hex"))].map(
      ({ type, body }) => `${type}:${Buffer.from(body).toString("hex")}`,
    ),
  );
};

test.for([
  ["one in one record", ["01000002aabb"], ["1:aabb"]],
  ["several in one record", ["0e00000014000001cc"], ["14:", "20:cc"]],
  ["split in its header", ["0100", "0002aabb"], ["1:aabb"]],
  ["split in its body", ["01000002aa", "bb"], ["1:aabb"]],
  ["end of one and begin of the next", ["01000002aa", "bb1400", "0001cc"], ["1:aabb", "20:cc"]],
  ["empty fragments between", ["", "01000002aa", "", "bb", ""], ["1:aabb"]],
  ["cut off", ["01000002aa"], []],
  ["one byte each", ["14", "00", "00", "01", "cc"], ["20:cc"]],
] as const)("%s", ([, fragments, expected]) => {
  expect(joined(fragments)).toEqual(expected);
});

test("a message may claim 256 KiB and no byte more", () => {
  expect(joined(["0b040000"])).toEqual([]);
  expect(() => joined(["0b040001"])).toThrow("a handshake message of 262145 bytes");
});
