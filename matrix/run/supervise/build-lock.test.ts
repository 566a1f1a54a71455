import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { Locked, withLock } from "./build-lock.ts";
import { identityOf, isRunning } from "./process-identity.ts";

let file: string;
let told: string[];

beforeEach(() => {
  file = join(temporaryFolder(), "locks", "go");
  mkdirSync(dirname(file));
  told = [];
});

const never = new AbortController().signal;

const locked = <T>(act: () => Promise<T>, over: { limitMs?: number; signal?: AbortSignal } = {}) =>
  withLock(file, { waiting: (who) => void told.push(who), signal: never, ...over }, act);

/** What is left beside the lock, too. */
const left = () => readdirSync(dirname(file));

/** The identity of a process that has ended; another may have its number by now. */
const ended = async () => {
  const child = spawn("true");
  await once(child, "exit");
  return { ...identityOf(process.pid), pid: child.pid ?? 0 };
};

const holds = (holder: object, name = file) =>
  writeFileSync(name, JSON.stringify({ guard: null, ...holder }));

/** One that runs until it is killed, or the test has ended. */
const sleeping = async () => {
  const child = spawn("sleep", ["60"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child, "spawn");
  return child;
};

test("who holds it is alone, and leaves nothing", async () => {
  const events: string[] = [];
  const act = (name: string) => async () => {
    events.push(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    events.push(`${name} ends`);
    return name;
  };
  const done = await Promise.all(["a", "b", "c"].map((name) => locked(act(name))));
  expect(done).toEqual(["a", "b", "c"]);
  for (let at = 0; at < events.length; at += 2) {
    expect(events[at + 1]).toBe(events[at]?.replace("begins", "ends"));
  }
  expect(told).toEqual([`process ${process.pid}`, `process ${process.pid}`]);
  expect(left()).toEqual([]);
});

test("says who guards what was started", async () => {
  const guard = await sleeping();
  const read = async (say: (pid: number) => void) => {
    say(guard.pid ?? 0);
    return JSON.parse(readFileSync(file, "utf8")).guard;
  };
  const said = await withLock(file, { waiting: () => {}, signal: never }, read);
  expect(said).toEqual(identityOf(guard.pid ?? 0));
  expect(left()).toEqual([]);
});

test("what fails gives it back", async () => {
  await expect(locked(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(left()).toEqual([]);
});

describe("the lock of a process that has ended is taken over", () => {
  test.for<readonly [string, () => Promise<object>]>([
    ["gone", async () => ({ ...(await ended()), token: "d0" })],
    [
      "whose number is another's by now",
      async () => ({ ...identityOf(process.pid), started: "an hour ago", token: "d0" }),
    ],
  ])("%s", async ([, holder]) => {
    holds(await holder());
    expect(await locked(async () => JSON.parse(readFileSync(file, "utf8")).pid)).toBe(process.pid);
    expect(told).toEqual([]);
    expect(left()).toEqual([]);
  });

  test("by one of many at once", async () => {
    holds({ ...(await ended()), token: "d0" });
    let inside = 0;
    let most = 0;
    const act = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
    };
    await Promise.all(Array.from({ length: 8 }, () => locked(act)));
    expect([most, left()]).toEqual([1, []]);
  });

  test("though who was to take it over has ended as well", async () => {
    const dead = await ended();
    holds({ ...dead, token: "d0" });
    holds({ ...dead, token: "d1" }, `${file}.after-d0`);
    await locked(async () => {});
    expect(left()).toEqual([]);
  });

  test("but not while what it started is still being ended", async () => {
    const guard = await sleeping();
    const held = { ...(await ended()), token: "d0", guard: identityOf(guard.pid ?? 0) };
    holds(held);
    await expect(locked(async () => {}, { limitMs: 0 })).rejects.toThrow(Locked);
    guard.kill("SIGKILL");
    await locked(async () => {});
    expect(left()).toEqual([]);
  });

  test("but not from one that is about to take it over", async () => {
    holds({ ...(await ended()), token: "d0" });
    holds({ ...identityOf(process.pid), token: "d1" }, `${file}.after-d0`);
    await expect(locked(async () => {}, { limitMs: 0 })).rejects.toThrow(Locked);
  });
});

describe("nobody waits for ever", () => {
  test.for<readonly [string, object, string]>([
    [
      "a process that runs",
      { ...identityOf(process.pid), token: "a1" },
      `process ${process.pid} on `,
    ],
    [
      "a process of another host",
      { ...identityOf(process.pid), host: "elsewhere", pid: 1, token: "a1" },
      "process 1 on elsewhere",
    ],
    ["something that is no lock", {}, "process 0 on "],
  ])("for %s", async ([, holder, whose]) => {
    holds(holder);
    const waiting = locked(async () => {}, { limitMs: 0 });
    await expect(waiting).rejects.toThrow(Locked);
    await expect(waiting).rejects.toThrow(whose);
    await expect(waiting).rejects.toThrow(
      `has held ${file} for too long; end it, or remove the file`,
    );
    expect(left()).toEqual(["go"]);
  });

  test("and is told what to do about a process that nobody can see", async () => {
    holds({ ...identityOf(process.pid), host: "elsewhere", pid: 7, token: "a1" });
    await expect(locked(async () => {}, { limitMs: 0 })).rejects.toThrow(Locked);
    expect(told).toEqual([`process 7 on elsewhere (if it has ended, remove ${file})`]);
  });

  test("after the end of the run", async () => {
    holds({ ...identityOf(process.pid), token: "a1" });
    await expect(locked(async () => {}, { signal: AbortSignal.abort() })).rejects.toThrow(
      "aborted",
    );
    expect(left()).toEqual(["go"]);
  });
});

test("a process is another when its number is given again", async () => {
  const child = await sleeping();
  const own = identityOf(process.pid);
  expect(isRunning(own)).toBe(true);
  expect(isRunning({ ...own, pid: child.pid ?? 0 })).toBe(false);
});
