import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { makeFolder } from "./make-folder.ts";

test("those above are made too, and what is there is left", () => {
  const path = join(temporaryFolder(), "a", "b");
  makeFolder(path, 0o700);
  makeFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

test("a file in its place, or above it, is an error", () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  expect(() => makeFolder(file)).toThrow("EEXIST");
  expect(() => makeFolder(join(file, "below"))).toThrow("ENOTDIR");
});

test.runIf(process.platform === "linux")("below /proc it ends", () => {
  expect(() => makeFolder("/proc/no-such/folder")).toThrow("ENOENT");
});
