import { InvalidArgumentError } from "commander";

export const names = (text: string): readonly string[] =>
  text.split(",").filter((name) => name !== "");

export const collected = (pattern: string, before: readonly string[]) => [...before, pattern];

export const positive = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError("expected a whole number of at least 1");
  }
  return number;
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
