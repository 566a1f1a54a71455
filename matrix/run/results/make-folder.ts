import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it, as `mkdir -p`. Node's own recursive mkdir never ends where a file system
 * answers ENOENT to a name whose parent it has, as /proc does.
 *
 * @param mode - of the folders that are made.
 * @throws the system's error, where one of them cannot be made, or is something else.
 */
export const makeFolder = (path: string, mode = 0o777): void => {
  const parent = dirname(path);
  if (parent !== path && !existsSync(parent)) makeFolder(parent, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EEXIST" || !statSync(path).isDirectory()) throw error;
  }
};
