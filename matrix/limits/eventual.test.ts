import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { Eventual, Overdue } from "./eventual.ts";

const never = () => Eventual.when<string>(() => {});

test("what has come is given, and a failure is thrown", async () => {
  await expect(Eventual.of(Promise.resolve("a")).within(1000, "a")).resolves.toBe("a");
  await expect(
    Eventual.when((_, fail) => fail(new Error("broken"))).within(1000, "a"),
  ).rejects.toThrow("broken");
});

test("what does not come is named with its limit", async () => {
  await expect(never().within(1, "the end of server go")).rejects.toThrow(
    new Overdue("the end of server go did not come within 1 ms"),
  );
});

test("what does not come can have something in its place", async () => {
  await expect(never().orAfter(1, "nothing")).resolves.toBe("nothing");
  await expect(Eventual.of(Promise.resolve("a")).orAfter(1000, "nothing")).resolves.toBe("a");
});

test("the first that comes counts, and what follows from it", async () => {
  const { eventual, settle } = Eventual.open<string>();
  const first = Eventual.first(never(), eventual).map((text) => text.length);
  settle("abc");
  await expect(first.within(1000, "a length")).resolves.toBe(3);
});

test("it cannot be awaited", async () => {
  const { eventual } = Eventual.open<string>();
  expect(await eventual).toBe(eventual);
});

test("a failure that nobody waits for is no fault", async () => {
  const told: string[] = [];
  Eventual.when<string>((_, fail) => fail(new Error("broken"))).notify((text) => told.push(text));
  await Promise.resolve();
  expect(told).toEqual([]);
});

test("what came first is not kept by what never came, nor by a limit's wait", async () => {
  const never = Eventual.open<object>().eventual;
  const come = async () => {
    const value = { large: true };
    await Eventual.first(never, Eventual.of(Promise.resolve<object>(value))).within(1000, "a");
    await never.orAfter(1, value);
    return new WeakRef(value);
  };
  const kept = await come();
  await turnOfEventLoop();
  collectGarbage();
  expect(kept.deref()).toBeUndefined();
});

/** A WeakRef holds its target until the job that made it is over. */
const turnOfEventLoop = () => new Promise((resolve) => setImmediate(resolve));

const collectGarbage = (): void => {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
};
