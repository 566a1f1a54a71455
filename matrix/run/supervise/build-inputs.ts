import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { BuildStep } from "../../domain/implementation.ts";
import { systemSentence } from "../../domain/system-sentence.ts";
import { oddFile } from "../../limits/odd-file.ts";
import { fileBytes } from "./file-bytes.ts";
import { mostBytes, mostFiles, TooMuch } from "./file-state.ts";
import { paced } from "./paced.ts";

/** Folders that a build or a test leaves in a source tree; their content decides nothing. */
export const leftBySources: readonly string[] = [
  "node_modules",
  "__pycache__",
  ".mypy_cache",
  ".ruff_cache",
  ".pytest_cache",
];

/** An input has no content that could be compared; the message is one sentence. */
export class UnusableInput extends Error {
  override readonly name = "UnusableInput";
}

/**
 * One for each step. It changes when the folder, the command, its environment, or the name or content of an input changes;
 * an input that is not there has no content.
 *
 * @throws UnusableInput for what is neither file nor folder, or cannot be read; TooMuch; the signal's reason, if it is
 *   aborted.
 */
export const fingerprints = async (
  steps: readonly BuildStep[],
  folder: string,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const pause = paced(signal);
  const prints: string[] = [];
  try {
    for (const step of steps) prints.push(await fingerprint(step, folder, pause));
    return prints;
  } catch (error) {
    const sentence = systemSentence(error, { temporary: null });
    throw sentence === null ? error : new UnusableInput(`its inputs: ${sentence}`);
  }
};

const fingerprint = async (
  { argv, environment, inputs }: BuildStep,
  folder: string,
  pause: (bytes: number) => Promise<void>,
): Promise<string> => {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([folder, argv, environment]));
  let bytes = 0;
  for (const input of inputs) {
    for (const { path, size } of filesIn(input)) {
      bytes += size;
      if (bytes > mostBytes) throw new TooMuch(input, "bytes");
      hash.update(`\0${relative(folder, path)}\0`);
      for (const some of fileBytes(path, size)) {
        hash.update(some);
        await pause(some.length);
      }
    }
  }
  return hash.digest("hex");
};

type InputFile = Readonly<{ path: string; size: number }>;

/** Links are followed; a folder that several lead to is looked at once. */
const filesIn = (input: string): readonly InputFile[] => {
  const files: InputFile[] = [];
  const folders = new Set<string>();
  const look = (path: string): void => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) return;
    const odd = oddFile(found);
    if (odd === null) {
      files.push({ path, size: found.size });
    } else if (odd === "folder") {
      const folder = `${found.dev}:${found.ino}`;
      if (folders.has(folder)) return;
      folders.add(folder);
      for (const name of readdirSync(path).sort()) {
        if (!leftBySources.includes(name)) look(join(path, name));
      }
    } else {
      throw new UnusableInput(`its input ${path} is a ${odd}; name files and folders of files`);
    }
    if (files.length + folders.size > mostFiles) throw new TooMuch(input, "files");
  };
  look(input);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
};
