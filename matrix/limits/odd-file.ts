import type { Stats } from "node:fs";

/** What may stand at a path in place of a file; a pipe and a device may have no end. */
export type OddFile = "folder" | "pipe" | "socket" | "device";

/** @returns null for a file, which has a length and ends. */
export const oddFile = (
  found: Pick<Stats, "isFile" | "isDirectory" | "isFIFO" | "isSocket">,
): OddFile | null => {
  if (found.isFile()) return null;
  if (found.isDirectory()) return "folder";
  if (found.isFIFO()) return "pipe";
  return found.isSocket() ? "socket" : "device";
};
