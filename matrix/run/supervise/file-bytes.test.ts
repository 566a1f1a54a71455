import { execFileSync } from "node:child_process";
import { appendFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { fileBytes } from "./file-bytes.ts";

const read = (path: string, size: number): string =>
  [...fileBytes(path, size)].map((some) => Buffer.from(some).toString()).join("");

test("a file is read as long as it was when it was looked at", () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "abc");
  const { size } = statSync(file);
  expect(read(file, size)).toBe("abc");
  appendFileSync(file, "def");
  expect(read(file, size)).toBe("abc");
  writeFileSync(file, "a");
  expect(read(file, size)).toBe("a");
});

test("of a file that has no length nothing is read, since it may have no end", () => {
  const path = "/proc/self/status";
  expect(read(path, statSync(path).size)).toBe("");
});

test("a pipe that came in a file's place is not waited for", () => {
  const pipe = join(temporaryFolder(), "pipe");
  execFileSync("mkfifo", [pipe]);
  expect(() => read(pipe, 3)).toThrow(
    expect.objectContaining({ message: `${pipe} is a pipe`, code: "ENXIO", path: pipe }),
  );
});
