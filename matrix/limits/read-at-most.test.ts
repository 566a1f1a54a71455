import { execFileSync, spawn } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Misuse } from "../domain/misuse.ts";
import { listeningSocket } from "../tooling/test/listening-socket.ts";
import { temporaryFolder } from "../tooling/test/temporary-folder.ts";
import { readAtMost } from "./read-at-most.ts";

const mebibyte = 2 ** 20;

const fileOf = (text: string) => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, text);
  return file;
};

test.for([
  ["empty", ""],
  ["as long as it may be", "é".repeat(mebibyte / 2)],
] as const)("%s: it is read whole", async ([, text]) => {
  expect(await readAtMost(fileOf(text), mebibyte, "a text")).toBe(text);
});

test("a byte more is one sentence", async () => {
  const file = fileOf("x".repeat(mebibyte + 1));
  await expect(readAtMost(file, mebibyte, "a preset")).rejects.toThrow(
    new Misuse(`${file} has more than 1 MiB, and is not a preset; name another file`),
  );
});

const linkTo = (target: string) => {
  const link = join(temporaryFolder(), "link");
  symlinkSync(target, link);
  return link;
};

test.for([
  ["a device without an end", () => "/dev/zero", "device"],
  ["a device without a beginning", () => "/dev/null", "device"],
  ["a link to a device", () => linkTo("/dev/zero"), "device"],
  ["a socket", listeningSocket, "socket"],
] as const)("%s is one sentence", async ([, make, odd]) => {
  const path = await make();
  await expect(readAtMost(path, mebibyte, "a preset")).rejects.toThrow(
    new Misuse(`${path} is a ${odd}, and is not a preset; name a file`),
  );
});

test("a folder is the system's error, with its path", async () => {
  const folder = temporaryFolder();
  await expect(readAtMost(folder, mebibyte, "a preset")).rejects.toMatchObject({
    code: "EISDIR",
    path: folder,
  });
});

/** A pipe with a name, and a shell that writes to it. */
const pipeWith = (script: string) => {
  const pipe = join(temporaryFolder(), "pipe");
  execFileSync("mkfifo", [pipe]);
  const writer = spawn("sh", ["-c", script, pipe], { stdio: "ignore" });
  onTestFinished(() => void writer.kill("SIGKILL"));
  return pipe;
};

test("a pipe whose writer takes its time is read whole", async () => {
  const pipe = pipeWith('sleep 0.1; exec >"$0"; echo one; sleep 0.1; echo two');
  expect(await readAtMost(pipe, mebibyte, "a preset")).toBe("one\ntwo\n");
});

test.for([
  ["that nobody writes to", "exit"],
  ["whose writer is silent", 'exec sleep 60 >"$0"'],
] as const)("a pipe %s is one sentence", async ([, script]) => {
  const pipe = pipeWith(script);
  await expect(readAtMost(pipe, mebibyte, "a preset", 100)).rejects.toThrow(
    new Misuse(`${pipe} gave nothing for 0.1 s, and is not a preset; name a file`),
  );
});
