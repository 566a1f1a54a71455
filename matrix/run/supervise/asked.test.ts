import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { asked } from "./asked.ts";

const shell = (script: string) => ["sh", "-c", script];

test.for([
  ["prints on standard output", "echo 1.2", { kind: "answered", printed: "1.2" }],
  ["prints on standard error", "echo 1.2 >&2", { kind: "answered", printed: "1.2" }],
  ["prints nothing", ":", { kind: "answered", printed: "" }],
  ["fails", "echo 1.2; exit 1", { kind: "failed", how: "ended with exit code 1" }],
  ["is ended", "kill -KILL $$", { kind: "failed", how: "ended by SIGKILL" }],
  ["never stops printing", "exec yes", { kind: "failed", how: "printed more than 64 KiB" }],
] as const)("a program that %s", async ([, script, answer]) => {
  expect(await asked(shell(script))).toEqual(answer);
});

test("a program that is not there", async () => {
  expect(await asked(["/no/such"])).toEqual({ kind: "not-started" });
});

test.for([
  ["does not end", "exec sleep 30"],
  ["does not end when it is asked to", "trap : TERM; while :; do wait; done"],
  ["leaves its output to another", "setsid sleep 30 & exec sleep 30"],
] as const)("a program that %s", async ([, script]) => {
  expect(await asked(shell(script), { answerWithinMs: 100 })).toEqual({
    kind: "silent",
    limitMs: 100,
  });
});

test("what goes on when the signal is aborted is not waited for, nor what it has started", async () => {
  const waits = join(temporaryFolder(), "waits");
  const ending = new AbortController();
  const script = `trap : TERM; sleep 30 & touch ${waits}; echo 1.2; while :; do wait; done`;
  const asking = asked(shell(script), { signal: ending.signal });
  await vi.waitUntil(() => existsSync(waits), { timeout: 20_000 });
  ending.abort();
  expect(await asking).toEqual({ kind: "aborted" });
}, 8000);
