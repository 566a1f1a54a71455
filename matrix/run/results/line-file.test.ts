import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { smallDisk } from "../../tooling/test/small-disk.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { LineFile } from "./line-file.ts";

const opened = (path: string, ...lines: readonly string[]) => {
  const file = new LineFile(path, lines);
  onTestFinished(() => file.close());
  return file;
};

test("lines are appended to those it begins with", () => {
  const path = join(temporaryFolder(), "lines");
  writeFileSync(path, "old\n");
  const file = opened(path, "one");
  file.append("two");
  expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
});

test("a line that does not fit is taken back, and those before stay", ({ skip }) => {
  const disk = smallDisk(16);
  if (disk === null) return skip();
  const file = opened(join(disk, "lines"), "one");
  const line = "x".repeat(5000);
  let appended = 0;
  const fill = () => {
    for (; appended < 100; appended++) file.append(line);
  };
  expect(fill).toThrow("ENOSPC");
  expect(appended).toBeGreaterThan(0);
  expect(readFileSync(file.path, "utf8")).toBe(`one\n${`${line}\n`.repeat(appended)}`);
});

test.for([
  ["removed", (path: string) => rmSync(dirname(path), { recursive: true })],
  [
    "replaced",
    (path: string) => {
      renameSync(path, `${path}.old`);
      writeFileSync(path, "");
    },
  ],
  [
    "removed",
    (path: string) => {
      renameSync(dirname(path), `${dirname(path)}-elsewhere`);
    },
  ],
] as const)("a file that was %s is told", ([how, act]) => {
  const folder = join(temporaryFolder(), "run");
  mkdirSync(folder);
  const file = opened(join(folder, "lines"));
  file.checkPlace();
  act(file.path);
  expect(() => file.checkPlace()).toThrow(
    `${file.path} was ${how} while the run went on; leave the folder of a run alone until it has ended`,
  );
});
