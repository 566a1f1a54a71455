import { expect, test } from "vitest";
import { type Turn, turns } from "./turns.ts";

/** @returns how many of ten acts begin before any ends. */
const beganAtOnce = async (turn: Turn): Promise<number> => {
  let begun = 0;
  const gate = Promise.withResolvers<void>();
  const acts = Array.from({ length: 10 }, () =>
    turn(async () => {
      begun++;
      await gate.promise;
    }),
  );
  await new Promise(setImmediate);
  const atOnce = begun;
  gate.resolve();
  await Promise.all(acts);
  return atOnce;
};

test("those that wait have more turns than those that compute", async () => {
  const { computing, waiting } = turns(2);
  expect([await beganAtOnce(computing), await beganAtOnce(waiting)]).toEqual([2, 8]);
});

test("what waits takes no turn of what computes", async () => {
  const { computing, waiting } = turns(2);
  const gate = Promise.withResolvers<void>();
  const held = Array.from({ length: 8 }, () => waiting(() => gate.promise));
  expect(await beganAtOnce(computing)).toBe(2);
  gate.resolve();
  await Promise.all(held);
});

test("with one job nothing is beside it", async () => {
  const { computing, waiting } = turns(1);
  const gate = Promise.withResolvers<void>();
  const held = waiting(() => gate.promise);
  const other = beganAtOnce(computing);
  await new Promise(setImmediate);
  gate.resolve();
  expect(await other).toBe(0);
  await held;
});
