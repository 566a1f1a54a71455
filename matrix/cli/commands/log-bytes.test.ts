import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { logBytes } from "./log-bytes.ts";

/** A pipe with a name, and a shell that writes to it. */
const pipeWith = (script: string) => {
  const path = join(temporaryFolder(), "pipe");
  execFileSync("mkfifo", [path]);
  const writer = spawn("sh", ["-c", script, path], { stdio: "ignore" });
  onTestFinished(() => void writer.kill("SIGKILL"));
  return path;
};

const reading = (path: string, signal = new AbortController().signal) =>
  logBytes(path, { standardInput: Readable.from([]), signal, writerWithinMs: 20_000 });

test("a pipe is read until its writer ends, however little it says at once", async () => {
  const path = pipeWith('exec >"$0"; echo one; sleep 0.1; echo two');
  let text = "";
  for await (const bytes of reading(path)) text += Buffer.from(bytes).toString();
  expect(text).toBe("one\ntwo\n");
});

test("a pipe that somebody holds open is read until the signal is aborted", async () => {
  const ending = new AbortController();
  const bytes = reading(pipeWith('exec >"$0"; echo one; exec sleep 60'), ending.signal);
  expect(await bytes.next()).toEqual({ done: false, value: Buffer.from("one\n") });
  const more = bytes.next();
  ending.abort();
  expect(await more).toEqual({ done: true, value: undefined });
});

test("a writer that says nothing yet is no reason to refuse its pipe", async () => {
  const path = join(temporaryFolder(), "pipe");
  execFileSync("mkfifo", [path]);
  const script = 'exec 3<>"$0"; echo ready; read line; echo "$line" >&3; exec sleep 60';
  const writer = spawn("sh", ["-c", script, path], { stdio: ["pipe", "pipe", "ignore"] });
  onTestFinished(() => void writer.kill("SIGKILL"));
  await once(writer.stdout, "data");
  const { signal } = new AbortController();
  const input = { standardInput: Readable.from([]), signal, writerWithinMs: 0 };
  const more = logBytes(path, input).next();
  writer.stdin.write("late\n");
  expect(await more).toEqual({ done: false, value: Buffer.from("late\n") });
});
