#!/usr/bin/env node
// Plain JavaScript: Node would load its TypeScript parser, 90 ms, for this file alone, since the compile
// cache, in which every other file lies with its types stripped, is turned on here.
import module from "node:module";
import { join } from "node:path";

// Node's own answer to this signal is to open a debugger's port, by which others of this machine's programs could run
// code here.
process.on("SIGUSR1", () => {});

if (process.features.typescript) {
  module.enableCompileCache(join(import.meta.dirname, "..", ".build", "compile-cache"));
  await import("./cli/main.ts");
} else {
  process.stderr.write(
    `matrix: Node ${process.versions.node} does not run TypeScript here: have 22.18 or newer, without --no-experimental-strip-types; \`npm run matrix\` takes the Node that \`npm ci\` brings on Linux\n`,
  );
  process.exitCode = 2;
}
