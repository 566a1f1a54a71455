import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "install-runtime-"));
  mkdirSync(join(folder, "path"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Installs with a shell script in npm's place, which is told the folder as its last word. */
const installed = (runtime: string, npm: string) => {
  const script = join(folder, "path", "npm");
  writeFileSync(script, `#!/bin/sh\nfor to; do :; done\n${npm}\n`);
  chmodSync(script, 0o755);
  const locked = join(import.meta.dirname, "runtimes", runtime);
  const argv = [join(import.meta.dirname, "install-runtime.ts"), locked, join(folder, "build")];
  const env = { ...process.env, PATH: `${join(folder, "path")}:${process.env["PATH"]}` };
  return new Promise<{ failed: boolean; stderr: string }>((resolve) => {
    execFile(process.execPath, argv, { env }, (error, _, stderr) =>
      resolve({ failed: error !== null, stderr }),
    );
  });
};

test.for([
  ["bun", "@oven/bun-here", "bin/bun"],
  ["deno", "@deno/here", "deno"],
  ["node20", "node-here", "bin/node"],
] as const)(
  "of %s the program of this platform is kept alone",
  async ([runtime, name, program]) => {
    const path = `"$to/node_modules/${name}/${program}"`;
    const { failed } = await installed(
      runtime,
      `test -f "$to/package-lock.json" && mkdir -p $(dirname ${path}) && touch ${path}`,
    );
    expect(failed).toBe(false);
    expect(readdirSync(join(folder, "build"), { recursive: true }).sort()).toEqual([
      "bin",
      `bin/${basename(program)}`,
    ]);
  },
);

test.for([
  [
    "npm's own words",
    `printf 'npm error code ECONNREFUSED\\nnpm error syscall connect\\nnpm error errno ECONNREFUSED\\nnpm error FetchError: refused\\nnpm error advice\\n' >&2; exit 1`,
    "npm error FetchError: refused\n",
  ],
  [
    "a platform without one",
    'mkdir "$to/node_modules"',
    `npm has no bun for ${process.platform} ${process.arch}\n`,
  ],
] as const)("what is the matter is said in a line: %s", async ([, npm, stderr]) => {
  expect(await installed("bun", npm)).toEqual({ failed: true, stderr });
  expect(readdirSync(join(folder, "build"))).toEqual([]);
});
