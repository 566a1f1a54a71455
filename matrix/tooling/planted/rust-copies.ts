// Builds of each copy of the Rust harness the program that its violation is in, and of the plain one both:
// `rust-copies.ts FOLDER BUILD`. All are built in one place, one after another: of each cargo compiles again what differs from
// the one before it, which takes a quarter of what a package of its own would.
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { plain } from "./plain.ts";

const [folder = "", build = ""] = process.argv.slice(2);
// The sources name the descriptors by where these lie from them.
const made = join(build, "source");
const place = join(made, "harness", "rust");
const programs = join(made, "programs");

const binsOf = (copy: string): readonly string[] =>
  copy === plain ? ["server", "client"] : [copy.startsWith("server-") ? "server" : "client"];

/** Of a copy, from its folder. */
const filesOf = (copy: string): readonly string[] =>
  readdirSync(join(folder, copy), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, copy).length + 1));

/** Copied files are newer than what was made of the last ones, by which cargo knows them. */
const lay = (copy: string, files: readonly string[]): void => {
  for (const file of files) copyFileSync(join(folder, copy, file), join(place, file));
};

const buildCopy = (copy: string): void => {
  const bins = binsOf(copy);
  const argv = ["build", "--quiet", "--locked", `--target-dir=${programs}`];
  const { status } = spawnSync("cargo", [...argv, ...bins.map((bin) => `--bin=${bin}`)], {
    cwd: place,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) {
    process.stderr.write(`${copy} cannot be built\n`);
    process.exit(1);
  }
  mkdirSync(join(build, copy));
  for (const bin of bins) copyFileSync(join(programs, "debug", bin), join(build, copy, bin));
};

mkdirSync(made, { recursive: true });
symlinkSync(join(folder, "..", "proto"), join(made, "proto"));
cpSync(join(folder, plain), place, { recursive: true });
buildCopy(plain);
const copies = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== plain)
  .map(({ name }) => name);
for (const copy of copies) {
  const files = filesOf(copy);
  lay(copy, files);
  buildCopy(copy);
  lay(plain, files);
}
rmSync(made, { recursive: true });
