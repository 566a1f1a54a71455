/** Puts a version of grpc-js beside programs that are bundled without it: `node install-library.ts <folder> <version>`. */
import { installLibrary } from "./npm.ts";

const [folder, version] = process.argv.slice(2);
if (folder === undefined || version === undefined) {
  throw new Error("usage: node install-library.ts <folder> <version of grpc-js>");
}
void installLibrary(folder, version).then((fault) => {
  if (fault === null) return;
  process.stderr.write(`${fault}\n`);
  process.exitCode = 1;
});
