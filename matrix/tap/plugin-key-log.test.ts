import { appendFileSync, existsSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../tooling/test/temporary-folder.ts";
import { openKeyLog } from "./plugin-key-log.ts";

const modeOf = (path: string) => statSync(path).mode & 0o777;

test("a key log in the tap's folder is the owner's alone, and stays where something is in it", () => {
  const folder = temporaryFolder();
  const keyLog = openKeyLog(undefined, folder, "kept");
  expect(keyLog.path).toBe(join(folder, "key-log.txt"));
  expect(modeOf(keyLog.path)).toBe(0o600);
  appendFileSync(keyLog.path, "CLIENT_RANDOM 00 00\n");
  keyLog.finish();
  expect(existsSync(keyLog.path)).toBe(true);
});

test("an empty one does not stay", () => {
  const keyLog = openKeyLog(undefined, temporaryFolder(), "kept");
  keyLog.finish();
  expect(existsSync(keyLog.path)).toBe(false);
});

test("where payloads are left out it lies in a private folder that goes", () => {
  const folder = temporaryFolder();
  const keyLog = openKeyLog(undefined, folder, "left-out");
  expect(dirname(keyLog.path)).not.toBe(folder);
  expect(modeOf(dirname(keyLog.path))).toBe(0o700);
  writeFileSync(keyLog.path, "CLIENT_RANDOM 00 00\n");
  keyLog.finish();
  expect(existsSync(dirname(keyLog.path))).toBe(false);
});

test("one that the host names is the host's", () => {
  const path = join(temporaryFolder(), "theirs");
  writeFileSync(path, "");
  const keyLog = openKeyLog(path, temporaryFolder(), "left-out");
  keyLog.finish();
  expect([keyLog.path, existsSync(path)]).toEqual([path, true]);
});
