import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { BuildStep } from "../domain/implementation.ts";

/** Folders that a build or a test leaves in a source tree; their content decides nothing. */
export const leftBySources: readonly string[] = [
  "node_modules",
  "__pycache__",
  ".mypy_cache",
  ".ruff_cache",
  ".pytest_cache",
];

/**
 * Changes when the folder, the command, its environment, or the name or content of an input changes. Synchronous: it
 * is asked for at every start, and a hundred small files take a tenth of the time so.
 */
export const fingerprint = (step: BuildStep, folder: string): string => {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([folder, step.argv, step.environment]));
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
    .filter((name) => !leftBySources.includes(name))
    .flatMap((name) => filesIn(join(path, name)))
    .sort();
};
