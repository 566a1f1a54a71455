import fc from "fast-check";
import { expect } from "vitest";
import { Eventual } from "../../../limits/eventual.ts";

export type Test = Readonly<{ name: string; run(): unknown }>;
type Body = (...given: readonly unknown[]) => unknown;

// What tests make up is the same each time.
fc.configureGlobal({ seed: 1 });

let collected: Test[] = [];
const finishing: (() => unknown)[] = [];

const testOf = (name: string, body: Body): void => {
  collected.push({ name, run: () => body() });
};

/** What a test file has from vitest, as far as the tests of the diagnosis go. */
export const vitest = {
  expect,
  onTestFinished: (act: () => unknown): void => {
    finishing.push(act);
  },
  test: Object.assign(testOf, {
    for: (cases: readonly unknown[]) => (name: string, body: Body) => {
      for (const given of cases) collected.push({ name, run: () => body(given) });
    },
    skipIf: (skips: unknown) => (skips ? () => {} : testOf),
  }),
  describe: Object.assign((_: string, declare: () => void) => declare(), {
    for: (cases: readonly unknown[]) => (_: string, declare: (given: unknown) => void) => {
      for (const given of cases) declare(given);
    },
  }),
};

/** Tests of how long a text takes, which no row changes. */
const ofSpeed = /mebibyte/;

/** The tests that are declared meanwhile. */
export const collectedBy = (declare: () => void): readonly Test[] => {
  collected = [];
  declare();
  return collected.filter(({ name }) => !ofSpeed.test(name));
};

/** As long as the runner gives one. */
const limitMs = 30_000;

export const passes = async ({ name, run }: Test): Promise<boolean> => {
  try {
    await ended(run(), name);
    return true;
  } catch {
    return false;
  } finally {
    for (const act of finishing.splice(0)) await ended(act(), `what follows ${name}`);
  }
};

const ended = async (done: unknown, name: string): Promise<void> => {
  if (done instanceof Promise) await Eventual.of(done).within(limitMs, `the end of ${name}`);
};
