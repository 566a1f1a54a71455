// Bundles this checkout's sources: `node bundle-checkout.ts FOLDER`. matrix/cli.js runs the bundle that
// FOLDER/current.json names for as long as the files in it are as they were.
import { hash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, isAbsolute, join, relative, sep } from "node:path";
import { places } from "../../places.ts";
import { bundleTool, checkoutEntries } from "./bundle.ts";

/** A run that began with an older bundle may still load parts of it. */
const keptMs = 60 * 60_000;

const [, , folder] = process.argv;
if (folder === undefined) throw new Error("name the folder of bundles");
const begun = Date.now();
mkdirSync(folder, { recursive: true });
const own = mkdtempSync(join(folder, "bundle-"));
const modules = await bundleTool(own, checkoutEntries, "kept");
const isOfCheckout = (path: string) =>
  isAbsolute(path) && !path.includes(`${sep}node_modules${sep}`);
const files = [
  ...modules.filter(isOfCheckout),
  join(places.root, "package.json"),
  // Another way of bundling makes another bundle of the same sources.
  ...["bundle-checkout.ts", "bundle.ts", "answered.ts"].map((name) =>
    join(import.meta.dirname, name),
  ),
  // What is installed changes with npm's own record of it.
  join(places.root, "node_modules", ".package-lock.json"),
];
const changed = files.find((file) => statSync(file).mtimeMs >= begun);
if (changed) {
  rmSync(own, { recursive: true });
  process.stderr.write(`${relative(places.root, changed)} changed while it was bundled\n`);
  process.exitCode = 1;
} else {
  const sources = files.map((file) => [
    relative(places.root, file),
    statSync(file).mtimeMs,
    hash("sha256", readFileSync(file)),
  ]);
  const current = { name: basename(own), sources };
  writeFileSync(join(own, "current.json"), JSON.stringify(current));
  renameSync(join(own, "current.json"), join(folder, "current.json"));
  for (const name of readdirSync(folder).filter((other) => other.startsWith("bundle-"))) {
    const other = join(folder, name);
    if (other !== own && statSync(other).mtimeMs < begun - keptMs) {
      rmSync(other, { recursive: true, force: true });
    }
  }
}
