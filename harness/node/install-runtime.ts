/**
 * Puts another runtime, or another version of Node, into a folder, with the content that its lock file names:
 * `node install-runtime.ts <runtimes/bun, deno, node20 …> <folder>`.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { npm } from "./npm.ts";

/** The scope below which a package for each platform lies, if it is in one, and where in it the program. */
const packages: Readonly<Record<string, readonly [scope: string, program: string]>> = {
  bun: ["@oven", "bin/bun"],
  deno: ["@deno", "deno"],
  node: [".", "bin/node"],
};

/** @returns what is the matter, in one line; null where the runtime is there. */
async function install(locked: string, folder: string): Promise<string | null> {
  const folderName = basename(locked);
  const name = folderName.startsWith("node") ? "node" : folderName;
  const [scope, program] = packages[name] ?? [];
  if (scope === undefined || program === undefined) return `there is no runtime ${name} here`;
  const installed = join(folder, "npm");
  cpSync(locked, installed, { recursive: true });
  try {
    const fault = await npm(installed, "ci");
    if (fault !== null) return fault;
    const platforms = join(installed, "node_modules", scope);
    const found = (existsSync(platforms) ? readdirSync(platforms) : [])
      .map((platform) => join(platforms, platform, program))
      .find((path) => existsSync(path));
    if (found === undefined) return `npm has no ${name} for ${process.platform} ${process.arch}`;
    mkdirSync(join(folder, "bin"), { recursive: true });
    renameSync(found, join(folder, "bin", name));
    return null;
  } finally {
    rmSync(installed, { recursive: true, force: true });
  }
}

const [locked, folder] = process.argv.slice(2);
if (locked === undefined || folder === undefined) {
  throw new Error("usage: node install-runtime.ts <runtimes/bun, deno, node20 …> <folder>");
}
void install(locked, folder).then((fault) => {
  if (fault === null) return;
  process.stderr.write(`${fault}\n`);
  process.exitCode = 1;
});
