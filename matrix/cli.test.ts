import { spawnSync } from "node:child_process";
import { hash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let root = "";

/** A checkout whose sources say that they run, and a bundle of them that says the same of itself. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "cli-"));
  const bundle = join(root, ".build", "bundles", "bundle-1");
  mkdirSync(join(root, "matrix", "cli"), { recursive: true });
  mkdirSync(bundle, { recursive: true });
  cpSync(join(import.meta.dirname, "cli.js"), join(root, "matrix", "cli.js"));
  writeFileSync(join(root, "package.json"), '{"type":"module"}');
  writeFileSync(main(), "console.log('sources' as string);");
  writeFileSync(join(bundle, "cli.js"), "console.log('bundle');");
  write({
    name: "bundle-1",
    sources: [["matrix/cli/main.ts", statSync(main()).mtimeMs, digest()]],
  });
});
afterEach(() => rmSync(root, { recursive: true }));

const main = () => join(root, "matrix", "cli", "main.ts");
const digest = () => hash("sha256", "console.log('sources' as string);");
const write = (content: unknown) =>
  writeFileSync(join(root, ".build", "bundles", "current.json"), JSON.stringify(content));

const whatRuns = (...argv: readonly string[]) =>
  spawnSync(process.execPath, [join(root, "matrix", "cli.js"), ...argv], {
    encoding: "utf8",
  }).stdout.trim();

const later = new Date(Date.now() + 60_000);

test.for([
  ["every file is as it was", () => {}, "bundle"],
  [
    "a file has another time and the same content",
    () => utimesSync(main(), later, later),
    "bundle",
  ],
  ["a file has other content", () => writeFileSync(main(), "console.log('sources');"), "sources"],
  [
    "a file is gone",
    () => write({ name: "bundle-1", sources: [["matrix/gone.ts", 1, "0"]] }),
    "sources",
  ],
  ["nothing was bundled", () => rmSync(join(root, ".build"), { recursive: true }), "sources"],
  ["what tells of the bundle is damaged", () => write("?"), "sources"],
] as const)("what runs where %s", ([, change, expected]) => {
  change();
  expect(whatRuns()).toBe(expected);
});

test("with --debug the sources run, which stack traces are to name", () => {
  expect(whatRuns("run", "--debug")).toBe("sources");
});
