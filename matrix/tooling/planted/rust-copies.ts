// Builds the server, or the client, of the plain copy of the Rust harness and of each copy whose violation is in that end:
// `rust-copies.ts server|client FOLDER BUILD`. All are built in one place, one after another: of each cargo compiles again what
// differs from the one before it, which takes a fifth of what a package of its own would.
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { plain } from "./plain.ts";

const [end = "", folder = "", build = ""] = process.argv.slice(2);
// The sources name the descriptors by where these lie from them.
const made = join(build, "source");
const place = join(made, "harness", "rust");
const programs = join(made, "programs");

/** Of a copy, from its folder. */
const filesOf = (copy: string): readonly string[] =>
  readdirSync(join(folder, copy), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(folder, copy), join(entry.parentPath, entry.name)));

/** What is copied is newer than what was built last, by which cargo knows it. */
const lay = (copy: string, files: readonly string[]): void => {
  for (const file of files) copyFileSync(join(folder, copy, file), join(place, file));
};

/** @returns whether it can be built; why not stands in what cargo says. */
const isBuilt = (copy: string): boolean => {
  const argv = ["build", "--quiet", "--locked", `--target-dir=${programs}`, `--bin=${end}`];
  const { status } = spawnSync("cargo", argv, {
    cwd: place,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) return false;
  mkdirSync(join(build, copy), { recursive: true });
  copyFileSync(join(programs, "debug", end), join(build, copy, end));
  return true;
};

mkdirSync(made);
symlinkSync(join(folder, "..", "proto"), join(made, "proto"));
cpSync(join(folder, plain), place, { recursive: true });
const failed = isBuilt(plain) ? [] : [plain];
for (const copy of readdirSync(folder).filter((name) => name.startsWith(`${end}-`))) {
  const files = filesOf(copy);
  lay(copy, files);
  if (!isBuilt(copy)) failed.push(copy);
  lay(plain, files);
}
rmSync(made, { recursive: true });
if (failed.length > 0) {
  process.stderr.write(`these cannot be built: ${failed.join(", ")}\n`);
  process.exitCode = 1;
}
