/** Bundles server and client: `node build.ts <folder> [version of grpc-js]`. */
import { bundlePrograms, harnessPrograms } from "./bundle.ts";
import { withInstalledLibrary } from "./installed-library.ts";

const [folder, version] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: node build.ts <folder> [version of grpc-js]");
if (version === undefined) {
  await bundlePrograms(harnessPrograms, folder);
} else {
  await withInstalledLibrary(version, (library) =>
    bundlePrograms({ ...harnessPrograms, library }, folder),
  );
}
