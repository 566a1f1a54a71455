import { lstatSync, readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { Misuse } from "../../domain/misuse.ts";

const name = "latest";

/** @throws Misuse where something else than a link of this tool's has the name; it is left as it is. */
export const checkLatest = (folder: string): void => {
  const path = join(folder, name);
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (!there || there.isSymbolicLink()) return;
  throw new Misuse(
    `${path} is a ${there.isDirectory() ? "folder" : "file"}, where this tool has a link to the newest of its own; move it away, or name another folder: --out DIR`,
  );
};

/** Lets `latest` lead to a folder beside it. @throws the system's error, with nothing left behind. */
export const pointLatest = (folder: string, to: string): void => {
  const temporary = join(folder, `.${name}-${process.pid}`);
  try {
    rmSync(temporary, { force: true });
    symlinkSync(to, temporary);
    renameSync(temporary, join(folder, name));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
};

/** The name of the folder that `latest` leads to; null where there is none beside it. */
export const latestOf = (folder: string): string | null => {
  try {
    const to = readlinkSync(join(folder, name));
    return to === "" || to.startsWith(".") || /[/\\]/.test(to) ? null : to;
  } catch {
    return null;
  }
};
