import { join } from "node:path";
import { rolldown } from "rolldown";
import { places } from "../../places.ts";
import { answered } from "./answered.ts";

/** What Node is started with, and what is imported, by the name of the file that it becomes. */
type Entries = Readonly<Record<string, string>>;

export const packageEntries: Entries = {
  cli: "matrix/packaged-cli.ts",
  index: "matrix/index.ts",
  launcher: "matrix/run/supervise/launcher/launcher.ts",
  reporter: "matrix/tap/reporter.ts",
};

export const checkoutEntries: Entries = {
  cli: "matrix/cli/main.ts",
  launcher: "matrix/run/supervise/launcher/launcher.ts",
  reporter: "matrix/tap/reporter.ts",
};

/**
 * Bundles the tool into one folder, directly below the package's own or .build (places.ts counts on it). All names are
 * kept, so that a stack trace says where it comes from.
 *
 * @param blanks - a quarter of the text is blanks and comments.
 * @returns the absolute paths of all modules that are in it.
 */
export const bundleTool = async (
  folder: string,
  entries: Entries,
  blanks: "kept" | "left out",
): Promise<readonly string[]> => {
  const input = Object.entries(entries).map(([name, file]) => [name, join(places.root, file)]);
  const bundle = await rolldown({
    input: Object.fromEntries(input),
    platform: "node",
    // rolldown bundles the page in a checkout, and the package has the page's code; the others are for queues, and large.
    external: ["rolldown", "bullmq", "ioredis"],
    plugins: [answered],
  });
  const { output } = await bundle.write({
    dir: folder,
    format: "esm",
    minify: blanks === "left out" && { compress: false, mangle: false, codegen: true },
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
  });
  await bundle.close();
  return output.flatMap((one) => (one.type === "chunk" ? one.moduleIds : []));
};
