import { expect, test } from "vitest";
import { Recording, recordedLimitOctets } from "./recording.ts";

const recorded = (...sizes: readonly number[]) => {
  const recording = new Recording();
  for (const [at, size] of sizes.entries()) recording.append(Buffer.alloc(size, at + 1), at);
  return recording;
};

test("octets are kept in their order", () => {
  expect([...recorded(2, 0, 3).octets()]).toEqual([1, 1, 3, 3, 3]);
});

test.for([
  [[recordedLimitOctets], recordedLimitOctets],
  [[recordedLimitOctets - 1, 5], recordedLimitOctets],
  [[recordedLimitOctets + 7], recordedLimitOctets],
  [[recordedLimitOctets, 1, 1], recordedLimitOctets],
  [[3, 4], 7],
] as const)("of chunks %j the first %i octets are kept and all are counted", ([sizes, kept]) => {
  const recording = recorded(...sizes);
  expect(recording.octets().length).toBe(kept);
  expect(recording.total).toBe(sizes.reduce((sum, size) => sum + size, 0));
});

test("where the limit falls into a chunk, its first octets are kept", () => {
  const octets = recorded(recordedLimitOctets - 1, 5).octets();
  expect([octets.at(-2), octets.at(-1)]).toEqual([1, 2]);
});
