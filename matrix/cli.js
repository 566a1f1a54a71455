#!/usr/bin/env node
// Plain JavaScript: Node would load its TypeScript parser, 90 ms, for this file alone, since the compile
// cache, in which every other file lies with its types stripped, is turned on here.
import { readFileSync, statSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// Node's own answer to this signal is to open a debugger's port, by which others of this machine's programs could run
// code here.
process.on("SIGUSR1", () => {});

const root = join(import.meta.dirname, "..");
const bundles = join(root, ".build", "bundles");

/** Only where a checkout was copied: Node takes 10 ms to load its cryptography. */
const digestOf = (file) =>
  process.getBuiltinModule("node:crypto").hash("sha256", readFileSync(file));

/**
 * The bundle of these sources (tooling/package/bundle-checkout.ts), if every file in it has the time or the content that
 * it had then; null if not.
 */
const currentBundle = () => {
  try {
    const { name, sources } = JSON.parse(readFileSync(join(bundles, "current.json"), "utf8"));
    const isAsItWas = ([path, mtimeMs, digest]) => {
      const file = join(root, path);
      return statSync(file).mtimeMs === mtimeMs || digestOf(file) === digest;
    };
    return sources.every(isAsItWas) ? pathToFileURL(join(bundles, name, "cli.js")).href : null;
  } catch {
    return null;
  }
};

if (process.features.typescript) {
  module.enableCompileCache(join(root, ".build", "compile-cache"));
  // Stack traces are to name the sources.
  const bundle = process.argv.includes("--debug") ? null : currentBundle();
  await import(bundle ?? "./cli/main.ts");
} else {
  process.stderr.write(
    `matrix: Node ${process.versions.node} does not run TypeScript here: have 22.18 or newer, without --no-experimental-strip-types; \`npm run matrix\` takes the Node that \`npm ci\` brings on Linux\n`,
  );
  process.exitCode = 2;
}
