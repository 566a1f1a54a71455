import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { BuildStep } from "../domain/implementation.ts";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { BuildFailed, ensureBuilt } from "./build.ts";

let folder: string;
let build: string;
let progress: string[];

beforeEach(() => {
  folder = temporaryFolder();
  build = join(folder, "out", "deep");
  progress = [];
  mkdirSync(join(folder, "src", "inner"), { recursive: true });
  writeFileSync(join(folder, "src", "inner", "a.txt"), "one");
});

/** A step that leaves its name in ran.txt each time it is run. */
const step = (name: string, over: Partial<BuildStep> = {}): BuildStep => ({
  title: name,
  argv: [process.execPath, "-e", `require("node:fs").appendFileSync("ran.txt", "${name} ")`],
  inputs: [join(folder, "src")],
  environment: {},
  ...over,
});

const ensured = (...steps: readonly BuildStep[]) =>
  ensureBuilt("go", steps, folder, build, (text) => progress.push(text));

const ran = () => {
  const file = join(folder, "ran.txt");
  return existsSync(file) ? readFileSync(file, "utf8").trim() : "";
};

test("a step runs once, and is told before and after", async () => {
  expect(await ensured(step("a"))).toBe(true);
  expect(progress).toEqual([
    "building go: a",
    expect.stringMatching(/^built go: a \(\d+\.\d s\)$/),
  ]);
  progress = [];
  expect(await ensured(step("a"))).toBe(false);
  expect(progress).toEqual([]);
  expect(ran()).toBe("a");
});

describe("a step runs again", () => {
  const file = (name: string) => join(folder, "src", "inner", name);
  test.for<readonly [string, () => Partial<BuildStep> | undefined]>([
    ["after content changed", () => void appendFileSync(file("a.txt"), "x")],
    ["after a file came", () => void writeFileSync(file("b.txt"), "")],
    ["after a file went", () => void rmSync(file("a.txt"))],
    ["after a file was renamed", () => void renameSync(file("a.txt"), file("c.txt"))],
    ["after its environment changed", () => ({ environment: { A: "1" } })],
    ["after an input was added", () => ({ inputs: [join(folder, "src"), import.meta.filename] })],
  ])("%s", async ([, change]) => {
    await ensured(step("a"));
    expect(await ensured(step("a", change() ?? {}))).toBe(true);
    expect(ran()).toBe("a a");
  });
});

describe("a step does not run again", () => {
  test.for<readonly [string, () => void]>([
    [
      "after a time stamp changed only",
      () => utimesSync(join(folder, "src", "inner", "a.txt"), 1, 1),
    ],
    [
      "after a build left its own folders among the sources",
      () => {
        for (const name of ["node_modules", "__pycache__", ".mypy_cache"]) {
          mkdirSync(join(folder, "src", name));
          writeFileSync(join(folder, "src", name, "x"), "x");
        }
      },
    ],
    ["after something else in the folder changed", () => writeFileSync(join(folder, "other"), "x")],
  ])("%s", async ([, change]) => {
    await ensured(step("a"));
    change();
    expect(await ensured(step("a"))).toBe(false);
    expect(ran()).toBe("a");
  });
});

describe("steps", () => {
  const other = () => {
    const path = join(folder, "other.txt");
    if (!existsSync(path)) writeFileSync(path, "other");
    return { inputs: [path] };
  };

  test("run in order, and the first that runs makes every later one run", async () => {
    await ensured(step("a"), step("b", other()));
    appendFileSync(join(folder, "src", "inner", "a.txt"), "x");
    await ensured(step("a"), step("b", other()));
    expect(ran()).toBe("a b a b");
  });

  test("a later one that changed leaves the earlier alone", async () => {
    await ensured(step("a"), step("b", other()));
    appendFileSync(join(folder, "other.txt"), "x");
    await ensured(step("a"), step("b", other()));
    expect(ran()).toBe("a b b");
  });

  test("one that had to run and failed runs again, though its inputs never changed", async () => {
    const flag = join(folder, "broken");
    const b = step("b", {
      ...other(),
      argv: [
        process.execPath,
        "-e",
        `const fs = require("node:fs"); if (fs.existsSync(${JSON.stringify(flag)})) process.exit(1); fs.appendFileSync("ran.txt", "b ")`,
      ],
    });
    await ensured(step("a"), b);
    appendFileSync(join(folder, "src", "inner", "a.txt"), "x");
    writeFileSync(flag, "");
    await expect(ensured(step("a"), b)).rejects.toThrow(BuildFailed);
    rmSync(flag);
    await ensured(step("a"), b);
    expect(ran()).toBe("a b a b");
  });
});

describe("a step that fails", () => {
  const failing = (script: string) => step("compile", { argv: [process.execPath, "-e", script] });

  test("says its command and its last words of both streams", async () => {
    const script = `console.log("told"); console.error("wrong"); process.exitCode = 3`;
    await expect(ensured(failing(script))).rejects.toThrow(
      new BuildFailed(`go: compile failed: ${process.execPath} -e ${script}\ntold\nwrong`),
    );
  });

  test("says no more than its last fifteen lines", async () => {
    const script = `for (let i = 1; i <= 40; i++) console.error("line " + i); process.exitCode = 1`;
    const message = await ensured(failing(script)).catch((error: Error) => error.message);
    expect(String(message).split("\n").slice(1)).toEqual(
      Array.from({ length: 15 }, (_, at) => `line ${at + 26}`),
    );
  });

  test("of a command that does not exist, says so", async () => {
    const absent = step("compile", { argv: ["no-such-compiler", "-o", "x"] });
    await expect(ensured(absent)).rejects.toThrow(
      /^go: compile failed: no-such-compiler -o x\n.*ENOENT/,
    );
  });

  test("is tried again the next time", async () => {
    const flag = join(folder, "ready");
    const script = `process.exit(require("node:fs").existsSync(${JSON.stringify(flag)}) ? 0 : 1)`;
    await expect(ensured(failing(script))).rejects.toThrow(BuildFailed);
    writeFileSync(flag, "");
    expect(await ensured(failing(script))).toBe(true);
    expect(await ensured(failing(script))).toBe(false);
  });
});

test("a step gets its own environment, and nothing that would influence a library", async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv("GODEBUG", "x509sha1=1");
  vi.stubEnv("KEPT_FOR_BUILDS", "yes");
  const script = `require("node:fs").writeFileSync("seen.json", JSON.stringify([process.env.GODEBUG ?? null, process.env.KEPT_FOR_BUILDS, process.env.OWN]))`;
  await ensured(step("a", { argv: [process.execPath, "-e", script], environment: { OWN: "1" } }));
  expect(JSON.parse(readFileSync(join(folder, "seen.json"), "utf8"))).toEqual([null, "yes", "1"]);
});
