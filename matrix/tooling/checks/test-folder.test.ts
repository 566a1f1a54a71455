import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openTestFolder } from "./test-folder.ts";

test("what is left is named once, and the folder goes with all of it", async () => {
  const folder = await openTestFolder("/cache");
  onTestFinished(() => folder.remove());
  expect(folder.environment).toEqual({ TMPDIR: folder.path, NODE_COMPILE_CACHE: "/cache" });
  expect(await folder.left()).toEqual([]);
  mkdirSync(join(folder.path, "unit-1"));
  writeFileSync(join(folder.path, "a"), "");
  expect(await folder.left()).toEqual(["a", "unit-1"]);
  writeFileSync(join(folder.path, "b"), "");
  expect(await folder.left()).toEqual(["b"]);
  await folder.remove();
  expect(existsSync(folder.path)).toBe(false);
});
