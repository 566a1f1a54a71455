import { InvalidArgumentError } from "commander";
import type { ShardNumber } from "../domain/shard.ts";

/** With commas between them; an option that is given again adds to what it had. */
export const names = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text.split(",").filter((name) => name !== ""),
];

export const collected = (pattern: string, before: readonly string[]) => [...before, pattern];

export const positive = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError("expected a whole number of at least 1");
  }
  return number;
};

/** "2/4": the second of four parts. */
export const shardNumber = (text: string): ShardNumber => {
  const [index = 0, of = 0] = text.split("/").map(Number);
  const isWhole =
    Number.isInteger(index) && Number.isInteger(of) && /^\d{1,6}\/\d{1,6}$/.test(text);
  if (!isWhole || index < 1 || index > of) {
    throw new InvalidArgumentError("expected a part of the whole, as 2/4 for the second of four");
  }
  return { index, of };
};

/** Longer waits are no probe; timers end at 2³¹ ms. */
const longestTimeoutMs = 600_000;

export const timeout = (text: string): number => {
  const number = positive(text);
  if (number > longestTimeoutMs) {
    throw new InvalidArgumentError(`expected at most ${longestTimeoutMs} ms`);
  }
  return number;
};
