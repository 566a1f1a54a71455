import { cpSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Plugin, rolldown } from "rolldown";

export interface Programs {
  /** Absolute paths of what is started, by the names that they get. */
  readonly entries: Readonly<Record<string, string>>;
  /** JavaScript that each runs before anything else. */
  readonly firstLine: string;
  /** The folder of the grpc-js that goes into them, if it is not the installed one; `beside` them it is none of theirs. */
  readonly library?: string | "beside";
}

/**
 * Server and client. Compiled code is kept beside the bundle: some 15 ms of processor time less at each later start.
 * Node's own answer to the signal is to open a debugger's port.
 */
export const harnessPrograms: Programs = {
  entries: {
    server: join(import.meta.dirname, "server.ts"),
    client: join(import.meta.dirname, "client.ts"),
  },
  firstLine:
    'require("node:module").enableCompileCache?.(__dirname + "/compiled"); process.on("SIGUSR1", () => {});',
};

/**
 * Bundles programs, with all that they import, into one folder of CommonJS: from its sources a plugin takes twice as long
 * to start, a third of it to strip types and to find its modules.
 *
 * @returns the absolute paths of all modules that are in them.
 */
export async function bundlePrograms(
  { entries, firstLine, library }: Programs,
  folder: string,
): Promise<readonly string[]> {
  const bundle = await rolldown({
    input: { ...entries },
    platform: "node",
    ...(library === "beside"
      ? { external: /^@grpc\/grpc-js(?:\/|$)/ }
      : library !== undefined && { resolve: { alias: { "@grpc/grpc-js": library } } }),
    plugins: [protosBesideBundle],
  });
  const { output } = await bundle.write({
    dir: folder,
    format: "cjs",
    // A package.json above the folder may say "type": "module".
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name].cjs",
    minify: true,
    banner: ({ isEntry }) => (isEntry ? firstLine : ""),
  });
  await bundle.close();
  const modules = output.flatMap((one) => (one.type === "chunk" ? one.moduleIds : []));
  if (modules.some((path) => path.startsWith(reflection))) {
    const protos = join("proto", "grpc");
    cpSync(join(reflection, "build", protos), join(folder, protos), { recursive: true });
  }
  return modules;
}

const reflection = dirname(fileURLToPath(import.meta.resolve("@grpc/reflection/package.json")));

/** Where @grpc/reflection looks for the protos of its own services, from each of its modules. */
const protosFromModule = "../../proto/";

/** Lets @grpc/reflection find its protos beside the bundle. */
const protosBesideBundle: Plugin = {
  name: "protos-beside-bundle",
  transform: {
    filter: { id: /@grpc\/reflection\/build\/src\/implementations\/reflection-v1(?:alpha)?\.js$/ },
    handler: (code) => {
      if (!code.includes(protosFromModule))
        throw new Error("@grpc/reflection has moved its protos");
      return code.replaceAll(protosFromModule, "./proto/");
    },
  },
};
