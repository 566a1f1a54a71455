#!/usr/bin/env node
// The command of the installed package, as cli.js is that of a checkout. Older versions of Node come as far as the
// sentence: what needs more is loaded after it.
import module from "node:module";
import { compareVersions } from "./domain/version-order.ts";
import { lowestNode } from "./lowest-node.ts";

// Node's own answer to this signal is to open a debugger's port.
process.on("SIGUSR1", () => {});

const { node } = process.versions;
if (compareVersions(node, lowestNode) < 0) {
  process.stderr.write(`handshake-matrix: this is Node ${node}; have ${lowestNode} or newer\n`);
  process.exitCode = 2;
} else {
  const { places } = await import("./places.ts");
  // Where the user's cache cannot be written to, Node goes on without.
  module.enableCompileCache(places.compileCache);
  await import("./cli/main.ts");
}
