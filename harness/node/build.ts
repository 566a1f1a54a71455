/** Bundles server and client: `node build.ts <folder>`. */
import { bundlePrograms, harnessPrograms } from "./bundle.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: node build.ts <folder>");
await bundlePrograms(harnessPrograms, folder);
