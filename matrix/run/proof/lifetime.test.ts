import { expect, test } from "vitest";
import type { Ended } from "../supervise/start.ts";
import { openLifetime } from "./lifetime.ts";

/** A process that says when it is stopped, and ends when it is told to. */
const processCalled = (name: string, log: string[]) => {
  const listeners: (() => void)[] = [];
  const end = () => {
    for (const listener of listeners) listener();
  };
  return {
    end,
    ended: { notify: (act: () => void) => void listeners.push(act) },
    stop: async (): Promise<Ended> => {
      log.push(`stop ${name}`);
      return { kind: "not-started", error: "it was never started" };
    },
  };
};

test("processes are stopped first; then what was told last is done first", async () => {
  const log: string[] = [];
  const { begun, atEnd, close, isClosed } = openLifetime();
  atEnd(() => void log.push("folder"));
  begun(processCalled("server", log));
  atEnd(async () => void log.push("registry"));
  expect(isClosed()).toBe(false);
  await close();
  expect(isClosed()).toBe(true);
  expect(log).toEqual(["stop server", "registry", "folder"]);
});

test("it is ended once, and everybody who asks waits for that end", async () => {
  const log: string[] = [];
  const { atEnd, close } = openLifetime();
  atEnd(() => void log.push("folder"));
  await Promise.all([close(), close()]);
  expect(log).toEqual(["folder"]);
});

test("a process that has ended is not stopped", async () => {
  const log: string[] = [];
  const { begun, close } = openLifetime();
  const process = processCalled("server", log);
  begun(process);
  process.end();
  await close();
  expect(log).toEqual([]);
});

test("a process that begins while everything is being ended is stopped at once", async () => {
  const log: string[] = [];
  const { begun, close } = openLifetime();
  const closing = close();
  begun(processCalled("server", log));
  expect(log).toEqual(["stop server"]);
  await closing;
});

test("what a process does while it is stopped sees that everything is being ended", async () => {
  const seen: boolean[] = [];
  const { begun, close, isClosed } = openLifetime();
  const process = processCalled("server", []);
  begun({
    ...process,
    stop: () => {
      seen.push(isClosed());
      return process.stop();
    },
  });
  await close();
  expect(seen).toEqual([true]);
});
