import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { BuildStep } from "../domain/implementation.ts";
import { buildEnvironment } from "./clean-environment.ts";

/** A build step failed; the message has the command and its last words. */
export class BuildFailed extends Error {
  override readonly name = "BuildFailed";
}

/** Folders that a build or a test leaves in a source tree; their content decides nothing. */
const ignored: ReadonlySet<string> = new Set([
  "node_modules",
  "__pycache__",
  ".mypy_cache",
  ".ruff_cache",
  ".pytest_cache",
]);

/**
 * Runs the steps whose inputs changed since they last succeeded; the first that runs makes every
 * later one run too.
 *
 * @param folder - where the steps run.
 * @param build - where their products and the stamps of their inputs lie.
 * @param progress - told each step that really runs, before and after.
 * @returns whether anything ran.
 * @throws BuildFailed
 */
export const ensureBuilt = async (
  name: string,
  steps: readonly BuildStep[],
  folder: string,
  build: string,
  progress: (text: string) => void,
): Promise<boolean> => {
  await mkdir(build, { recursive: true });
  let changed = false;
  for (const [at, step] of steps.entries()) {
    const stamp = fingerprint(step, folder);
    const stampFile = join(build, `.step-${at}`);
    if (!changed && (await readFile(stampFile, "utf8").catch(() => "")) === stamp) continue;
    changed = true;
    progress(`building ${name}: ${step.title}`);
    const begun = performance.now();
    // Without it, a step that must run and fails would pass for built the next time.
    await rm(stampFile, { force: true });
    await runStep(name, step, folder);
    await writeFile(stampFile, stamp);
    progress(`built ${name}: ${step.title} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  }
  return changed;
};

const runStep = async (name: string, step: BuildStep, folder: string): Promise<void> => {
  const { execa } = await import("execa");
  const [command = "", ...argv] = step.argv;
  const done = await execa(command, argv, {
    cwd: folder,
    env: { ...buildEnvironment(process.env), ...step.environment },
    extendEnv: false,
    reject: false,
    all: true,
    stdin: "ignore",
    maxBuffer: 4 * 1024 * 1024,
  });
  if (!done.failed) return;
  const words = (done.all || (done.shortMessage ?? "")).trim().split("\n").slice(-15).join("\n");
  throw new BuildFailed(`${name}: ${step.title} failed: ${step.argv.join(" ")}\n${words}`);
};

/**
 * Changes when the command, its environment, or the name or content of an input changes. Synchronous: it is
 * asked for at every start, and a hundred small files take a tenth of the time so.
 */
const fingerprint = (step: BuildStep, folder: string): string => {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([step.argv, step.environment]));
  for (const input of step.inputs) {
    for (const file of filesIn(input)) {
      hash.update(`\0${relative(folder, file)}\0`);
      hash.update(readFileSync(file));
    }
  }
  return hash.digest("hex");
};

const filesIn = (path: string): readonly string[] => {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (!kind?.isDirectory()) return kind ? [path] : [];
  return readdirSync(path)
    .filter((name) => !ignored.has(name))
    .flatMap((name) => filesIn(join(path, name)))
    .sort();
};
