import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { keptValues } from "./kept-values.ts";

const folder = mkdtempSync(join(tmpdir(), "kept-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** In a process of its own, since it is written when a process ends. */
const keep = (file: string, text: string, value: string) =>
  spawnSync(process.execPath, [
    "--input-type=module-typescript",
    "--eval",
    `import { keptValues } from ${JSON.stringify(join(import.meta.dirname, "kept-values.ts"))};
     const kept = keptValues(${JSON.stringify(file)}, "1");
     kept.keep(${JSON.stringify(text)}, ${value});`,
  ]);

test("a value is there in the next process, for the same text and version alone", () => {
  const file = join(folder, "kept.json");
  keep(file, "a: 1", "{ a: 1 }");
  keep(file, "b: 2", "{ b: 2 }");
  const kept = keptValues(file, "1");
  expect(kept.valueOf("a: 1")).toEqual({ a: 1 });
  expect(kept.valueOf("b: 2")).toEqual({ b: 2 });
  expect(kept.valueOf("a: 2")).toBeUndefined();
  expect(keptValues(file, "2").valueOf("a: 1")).toBeUndefined();
});

test.for([
  ["NaN", "{ a: NaN }"],
  ["an infinity", "{ a: -Infinity }"],
  ["what stands in itself", "(() => { const a = []; a.push(a); return a; })()"],
  ["a negative zero", "{ a: -0 }"],
  ["a date", "{ a: new Date(0) }"],
])("%s is not kept, since JSON has no such value", ([name, value]) => {
  const file = join(folder, `${name}.json`);
  keep(file, "a", value as string);
  expect(keptValues(file, "1").valueOf("a")).toBeUndefined();
});

test.for(["", "{", "null", "7", '{"0": '])(
  "a file that holds %j is as if it were not there",
  (text) => {
    const file = join(folder, "damaged.json");
    writeFileSync(file, text);
    expect(keptValues(file, "1").valueOf("a: 1")).toBeUndefined();
  },
);

test("where it cannot be written nothing is said and nothing is left", () => {
  const { status, stderr } = keep(join(folder, "absent", "kept.json"), "a: 1", "{ a: 1 }");
  expect([status, `${stderr}`]).toEqual([0, ""]);
  expect(readdirSync(folder).filter((name) => /\.\d+$/.test(name))).toEqual([]);
});

test("what a process left that was killed while it wrote is removed by a later one", () => {
  const file = join(folder, "shared.json");
  const [abandoned, underWay] = [`${file}.1`, `${file}.2`];
  for (const one of [abandoned, underWay]) writeFileSync(one, "");
  const longAgo = Date.now() / 1000 - 3600;
  utimesSync(abandoned, longAgo, longAgo);
  keep(file, "a: 1", "{ a: 1 }");
  expect([abandoned, underWay].map((one) => existsSync(one))).toEqual([false, true]);
  rmSync(underWay);
});
