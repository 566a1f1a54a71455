import { mkdtempSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { makeFolder } from "../results/make-folder.ts";

/** A folder of the tap's own: `out`, or a new one under `taps`, or, where neither can be written, a temporary one. */
export const openSessionFolder = (out: string | null, taps: string, startedAt: Date): string => {
  const time = startedAt
    .toISOString()
    .replaceAll(":", "-")
    .replace(/\.\d+Z$/, "Z");
  const folder = out ?? join(taps, `${time}-${process.pid}`);
  try {
    // Of the user's own alone: what is recorded can be decrypted with what lies beside it.
    makeFolder(folder, 0o700);
  } catch {
    return mkdtempSync(join(tmpdir(), "tap-"));
  }
  if (out === null) pointLatest(taps, folder);
  return folder;
};

const pointLatest = (taps: string, folder: string): void => {
  const temporary = join(taps, `.latest-${process.pid}`);
  try {
    symlinkSync(basename(folder), temporary);
    renameSync(temporary, join(taps, "latest"));
  } catch {
    // A file system without links has no latest.
  }
};

/** Whole or not at all: a tap can be killed at any time. What cannot be written is not. */
export const writeFiles = (
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): void => {
  for (const [name, content] of Object.entries(files)) {
    const temporary = join(folder, `.${name}`);
    try {
      writeFileSync(temporary, content, { mode: 0o600 });
      renameSync(temporary, join(folder, name));
    } catch {
      // The plugin and its host come first.
    }
  }
};
