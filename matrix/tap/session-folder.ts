import { mkdtempSync } from "node:fs";
import { basename, join } from "node:path";
import { checkLatest, pointLatest } from "../run/results/latest-link.ts";
import { makeFolder } from "../run/results/make-folder.ts";
import { ownersFolder, ownersOnly, writeWhole } from "../run/results/write-whole.ts";
import { temporaryRoot } from "../run/supervise/temporary-root.ts";

/** A folder of the tap's own: `out`, or a new one under `taps`, or, where neither can be written, a temporary one. */
export const openSessionFolder = (out: string | null, taps: string, startedAt: Date): string => {
  const time = startedAt
    .toISOString()
    .replaceAll(":", "-")
    .replace(/\.\d+Z$/, "Z");
  const folder = out ?? join(taps, `${time}-${process.pid}`);
  try {
    // What is recorded can be decrypted with what lies beside it.
    makeFolder(folder, ownersFolder);
  } catch {
    return mkdtempSync(join(temporaryRoot().path, "tap-"));
  }
  if (out === null) tryToPoint(taps, folder);
  return folder;
};

const tryToPoint = (taps: string, folder: string): void => {
  try {
    checkLatest(taps);
    pointLatest(taps, basename(folder));
  } catch {
    // A file system without links has no latest, and what is not ours is left.
  }
};

/** Whole or not at all: a tap can be killed at any time. What cannot be written is not. */
export const writeFiles = (
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): void => {
  for (const [name, content] of Object.entries(files)) {
    try {
      writeWhole(join(folder, name), content, { mode: ownersOnly });
    } catch {
      // The plugin and its host come first.
    }
  }
};
