import { existsSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../tooling/test/temporary-folder.ts";
import { openSessionFolder, writeFiles } from "./session-folder.ts";

const at = new Date("2026-11-21T14:00:00.500Z");

test("openSessionFolder: a new folder of the user's own, to which latest leads", () => {
  const taps = join(temporaryFolder(), "taps");
  const folder = openSessionFolder(null, taps, at);
  expect(folder).toBe(join(taps, `2026-11-21T14-00-00Z-${process.pid}`));
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readlinkSync(join(taps, "latest"))).toBe(basename(folder));
});

test("openSessionFolder: the one asked for", () => {
  const out = join(temporaryFolder(), "a", "b");
  expect(openSessionFolder(out, "/nowhere", at)).toBe(out);
  expect(existsSync(out)).toBe(true);
});

test("openSessionFolder: a temporary one where nothing can be written", () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  const folder = openSessionFolder(join(file, "out"), file, at);
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(dirname(folder)).toBe(tmpdir());
});

test("writeFiles: whole, for the user alone; what cannot be written is not", () => {
  const folder = temporaryFolder();
  writeFiles(folder, { "a.txt": "one", "no/such": "x" });
  writeFiles(folder, { "a.txt": "two" });
  expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("two");
  expect(statSync(join(folder, "a.txt")).mode & 0o777).toBe(0o600);
});
