import { join } from "node:path";

/** A name as cell ids are made of: letters, digits and marks that no shell and no file system reads. */
const part = /^[A-Za-z0-9][A-Za-z0-9._@+=-]*$/;

/**
 * Where a cell's files lie in a run's folder: a folder for each part of its id. A colon is no character of a file name
 * on every system, nor in an artifact of a CI service, and stands as a plus.
 *
 * @throws Error for an id that could lead elsewhere.
 */
export const cellFolder = (runFolder: string, cellId: string): string => {
  const parts = cellId.replaceAll(":", "+").split("/");
  if (!parts.every((one) => part.test(one)))
    throw new Error(`no cell id: ${JSON.stringify(cellId)}`);
  return join(runFolder, "cells", ...parts);
};
