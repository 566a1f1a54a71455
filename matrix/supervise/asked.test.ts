import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { asked } from "./asked.ts";

test.for([
  ["prints on standard output", "echo 1.2", "1.2"],
  ["prints on standard error", "echo 1.2 >&2", "1.2"],
  ["prints nothing", ":", ""],
  ["fails", "echo 1.2; exit 1", null],
] as const)("a program that %s", async ([, script, answer]) => {
  expect(await asked(["sh", "-c", script])).toBe(answer);
});

test("a program that is not there", async () => {
  expect(await asked(["/no/such"])).toBe(null);
});

test("what goes on when the signal is aborted is not waited for, nor what it has started", async () => {
  const waits = join(temporaryFolder(), "waits");
  const ending = new AbortController();
  const script = `trap : TERM; sleep 30 & touch ${waits}; echo 1.2; while :; do wait; done`;
  const asking = asked(["sh", "-c", script], { signal: ending.signal });
  await vi.waitUntil(() => existsSync(waits), { timeout: 20_000 });
  ending.abort();
  expect(await asking).toBe(null);
}, 8000);
