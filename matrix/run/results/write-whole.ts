import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Files that others of this machine need not read. */
export const ownersOnly = 0o600;
export const ownersFolder = 0o700;

type Content = string | Uint8Array;

/**
 * Writes a file whole or not at all: its content goes to another name in the same folder, and takes the name when it
 * is complete. What had the name before stays until then. A name that is a symbolic link is replaced, not followed.
 *
 * @param content - or its parts, of which none is kept.
 * @param options.mode - of the file; without it as the umask says.
 * @param options.lasting - it has reached the device before it takes the name.
 * @throws the system's error with `path`; no part of the content is left behind.
 */
export const writeWhole = (
  path: string,
  content: Content | Iterable<Content>,
  options: Readonly<{ mode?: number; lasting?: boolean }> = {},
): void => {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    const file = openedAnew(temporary, options.mode ?? 0o666);
    try {
      if (typeof content === "string" || content instanceof Uint8Array) writeAll(file, content);
      else for (const part of content) writeAll(file, part);
      if (options.lasting) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    removed(temporary);
    throw Object.assign(error as Error, { path });
  }
};

const openedAnew = (path: string, mode: number): number => {
  try {
    return openSync(path, "wx", mode);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    // Of a process that was killed and had our number.
    rmSync(path, { force: true });
    return openSync(path, "wx", mode);
  }
};

/**
 * Writes all of it: a disk that is nearly full takes a part.
 *
 * @throws the system's error.
 */
export const writeAll = (file: number, content: Content): void => {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
};

const removed = (path: string): void => {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where nothing can be removed, the first error says more.
  }
};
