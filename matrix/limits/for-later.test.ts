import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { forLater } from "./for-later.ts";

const ended = (program: string) =>
  spawnSync(process.execPath, [
    "--input-type=module",
    "--eval",
    `import { forLater } from ${JSON.stringify(join(import.meta.dirname, "for-later.ts"))}; ${program}`,
  ]).status;

it("ends no process where nobody awaits it", () => {
  expect(ended('Promise.reject(new Error("x"))')).toBe(1);
  expect(ended('forLater(Promise.reject(new Error("x")))')).toBe(0);
});

it("tells a rejection to whoever awaits it", async () => {
  await expect(forLater(Promise.reject(new Error("no key")))).rejects.toThrow("no key");
});
