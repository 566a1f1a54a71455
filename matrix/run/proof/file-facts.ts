import { statSync } from "node:fs";
import type { FileFacts } from "../../behaviours/plugin/plugin-behaviour.ts";

/** @returns null where there is no such file. */
export const fileFacts = (path: string): FileFacts | null => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return null;
  return {
    kind: found.isSocket() ? "socket" : found.isDirectory() ? "folder" : "other",
    mode: found.mode & 0o7777,
    group: found.gid,
  };
};
