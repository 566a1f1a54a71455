import { expect, test } from "vitest";
import { Eventual } from "./eventual.ts";
import { lifelong } from "./lifelong.ts";

test.for([undefined, null, false, "a value"])("what comes is handed on: %j", async (value) => {
  const { eventual, settle } = Eventual.open<unknown>();
  const waiting = lifelong(eventual);
  settle(value);
  expect(await waiting).toBe(value);
});

test("what fails is thrown", async () => {
  await expect(lifelong(Eventual.of(Promise.reject(new Error("gone"))))).rejects.toThrow("gone");
});
