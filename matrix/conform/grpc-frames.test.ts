import { expect, test } from "vitest";
import { framed, framedIn } from "./grpc-frames.ts";

const [short, empty] = [Buffer.from("abc"), Buffer.alloc(0)];

test("messages that are framed are read again", () => {
  const stream = Buffer.concat([framed(short), framed(empty)]);
  expect(framedIn(stream)).toEqual([
    { isCompressed: false, bytes: short },
    { isCompressed: false, bytes: empty },
  ]);
});

test.for([
  ["in its prefix", 3],
  ["in its bytes", 7],
] as const)("a message that is cut off %s is not there yet", ([, length]) => {
  expect(framedIn(framed(short).subarray(0, length))).toEqual([]);
});

test("what is compressed says so", () => {
  const stream = framed(short);
  stream[0] = 1;
  expect(framedIn(stream)).toEqual([{ isCompressed: true, bytes: short }]);
});
