import { isAbsolute, join, relative } from "node:path";
import { folderDigest } from "../../domain/folder-digest.ts";
import { places } from "../../places.ts";

/**
 * Where what is built of an implementation lies: its own folder for each id, and for each folder that is not the tool's, since
 * two projects of one user may have an implementation of the same id.
 *
 * @param folder - in which the manifest lies, absolute.
 */
export const buildFolder = (id: string, folder: string): string => {
  const fromRoot = relative(places.root, folder);
  const isOfTool = !fromRoot.startsWith("..") && !isAbsolute(fromRoot);
  // Lists of paths are parted by colons: Python, for one, makes no environment below such a folder.
  const name = id.replace(":", "+");
  return join(
    places.builds,
    "implementations",
    isOfTool ? name : `${name}-${folderDigest(folder)}`,
  );
};
