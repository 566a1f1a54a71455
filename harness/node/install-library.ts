/** Puts a version of grpc-js beside programs that are bundled without it: `node install-library.ts <folder> <version>`. */
import { npm } from "./npm.ts";

const [folder, version] = process.argv.slice(2);
if (folder === undefined || version === undefined) {
  throw new Error("usage: node install-library.ts <folder> <version of grpc-js>");
}
void npm(folder, "install", "--no-save", `@grpc/grpc-js@${version}`).then((fault) => {
  if (fault === null) return;
  process.stderr.write(`${fault}\n`);
  process.exitCode = 1;
});
