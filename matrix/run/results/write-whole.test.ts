import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { smallDisk } from "../../tooling/test/small-disk.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { ownersOnly, writeWhole } from "./write-whole.ts";

test.for([
  ["new", null, {}],
  ["in place of another", "old", { lasting: true }],
] as const)("a file that is %s", ([, before, options]) => {
  const file = join(temporaryFolder(), "file");
  if (before !== null) writeFileSync(file, before);
  writeWhole(file, "content é", options);
  expect(readFileSync(file, "utf8")).toBe("content é");
  expect(readdirSync(join(file, ".."))).toEqual(["file"]);
});

test("its mode is the one asked for, whatever stood there", () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "", { mode: 0o644 });
  writeFileSync(join(file, "..", `.file.${process.pid}`), "", { mode: 0o644 });
  writeWhole(file, "secret", { mode: ownersOnly });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a link is replaced, and what it led to is left", () => {
  const folder = temporaryFolder();
  const [file, other] = [join(folder, "file"), join(folder, "other")];
  writeFileSync(other, "theirs");
  symlinkSync(other, file);
  writeWhole(file, "ours");
  expect([lstatSync(file).isSymbolicLink(), readFileSync(other, "utf8")]).toEqual([
    false,
    "theirs",
  ]);
});

test("where a folder has the name, nothing is left behind", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "file", "inside"), { recursive: true });
  expect(() => writeWhole(join(folder, "file"), "x")).toThrow("EISDIR");
  expect(readdirSync(folder)).toEqual(["file"]);
});

test("on a full disk what was there stays whole, and nothing is left behind", ({ skip }) => {
  const disk = smallDisk(16);
  if (disk === null) return skip();
  const file = join(disk, "file");
  writeWhole(file, "before");
  let error: unknown;
  try {
    writeWhole(file, "x".repeat(64 * 1024));
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toMatchObject({ code: "ENOSPC", path: file });
  expect([readFileSync(file, "utf8"), readdirSync(disk)]).toEqual(["before", ["file"]]);
  expect(existsSync(file)).toBe(true);
});
