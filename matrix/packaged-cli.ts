#!/usr/bin/env node
// The command of the installed package, as cli.js is that of a checkout. Older versions of Node come as far as the
// sentence: what needs more is loaded after it.
import { compareVersions } from "./domain/version-order.ts";
import { lowestNode } from "./lowest-node.ts";

// Node's own answer to this signal is to open a debugger's port.
process.on("SIGUSR1", () => {});

const { node } = process.versions;
if (compareVersions(node, lowestNode) < 0) {
  process.stderr.write(`handshake-matrix: this is Node ${node}; have ${lowestNode} or newer\n`);
  process.exitCode = 2;
} else {
  await import("./cli/main.ts");
}
