import { join } from "node:path";
import { type ChunkingContext, rolldown } from "rolldown";
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

/** What is asked for again and again, and waits until its code is linked, which takes time for each file. */
const frequent = {
  start: ["matrix/cli/main.ts"],
  cell: ["matrix/cli/commands/cell.ts"],
  run: ["matrix/cli/commands/run.ts"],
  explain: ["matrix/cli/commands/explain.ts"],
  probe: ["matrix/cli/commands/probe.ts"],
  tap: ["matrix/cli/commands/tap.ts"],
  diagnose: ["matrix/diagnose/diagnose.ts"],
  index: ["matrix/index.ts"],
} as const;

/** What begins by itself: it is not to be waited for by what it loads, nor to have to read more than older Nodes can. */
const beginnings = ["matrix/packaged-cli.ts"];

/** Modules that the same ones of these import become one file; of the others the bundler decides. */
const fileOf = () => {
  let reached: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  let apart: ReadonlySet<string> | undefined;
  return (moduleId: string, context: ChunkingContext): string | null => {
    apart ??= new Set([...importedBy(beginnings, context), join(places.root, frequent.start[0])]);
    reached ??= new Map(
      Object.entries(frequent).map(([name, files]) => [name, importedBy(files, context)] as const),
    );
    if (apart.has(moduleId)) return null;
    if (reached.get("start")?.has(moduleId)) return "start";
    const names = [...reached].flatMap(([name, ids]) => (ids.has(moduleId) ? [name] : []));
    return names.length === 0 ? null : names.join("-");
  };
};

/** What is loaded with files of the checkout, themselves among it: what they import later is not. */
const importedBy = (files: readonly string[], context: ChunkingContext): ReadonlySet<string> => {
  const ids = new Set<string>();
  const visit = (id: string): void => {
    if (ids.has(id)) return;
    ids.add(id);
    for (const next of context.getModuleInfo(id)?.importedIds ?? []) visit(next);
  };
  for (const file of files) visit(join(places.root, file));
  return ids;
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
    // Wanted by groups that do not take all with them that their modules import.
    preserveEntrySignatures: "allow-extension",
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
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ name: fileOf(), debugName: "what is asked for again and again" }],
    },
  });
  await bundle.close();
  return output.flatMap((one) => (one.type === "chunk" ? one.moduleIds : []));
};
