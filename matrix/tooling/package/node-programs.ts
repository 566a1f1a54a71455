/**
 * Node strips no types under node_modules, so the programs of its implementations are bundled beforehand, and their
 * manifests start the bundles. The sources stay beside them for whoever reads.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, parse } from "node:path";
import { parseDocument } from "yaml";
import { bundlePrograms, harnessPrograms } from "../../../harness/node/bundle.ts";
import { lowestNode } from "../../lowest-node.ts";
import { places } from "../../places.ts";
import { manifestSchema } from "../../run/inputs/manifest.ts";

/**
 * Bundles the Node implementation, and what installs the runtimes of its variants. Its build is then to copy the bundles: V8's
 * compiled code lies beside them. Other versions of grpc-js are installed beside a bundle that has none.
 *
 * @returns the absolute paths of all modules that are in it.
 */
export const prebuildNode = async (staged: string): Promise<readonly string[]> => {
  const folder = join(staged, "harness", "node");
  const file = join(folder, "implementation.yaml");
  const manifest = parseDocument(readFileSync(file, "utf8"));
  const { server, client, variants } = manifestSchema.parse(manifest.toJS());
  manifest.setIn(["toolchain", 0, "lowest"], lowestNode);
  manifest.setIn(["toolchain", 0, "install"], "https://nodejs.org/en/download");
  manifest.set("build", [copied("programs")]);
  manifest.setIn(["versions", "build"], [libraryInstalled, copied(withoutLibrary)]);
  for (const [side, argv] of Object.entries({ server, client })) {
    // Node has the option since 22.14; the bundles take the signal themselves.
    manifest.set(
      side,
      argv.filter((word) => word !== "--disable-sigusr1"),
    );
  }
  for (const [name, { build = [] }] of Object.entries(variants)) {
    const [runtime] = build;
    if (runtime)
      manifest.setIn(["variants", name, "build"], [installed(runtime), copied("programs")]);
  }
  writeFileSync(file, manifest.toString());
  const installers = Object.fromEntries(
    [runtimeInstaller, libraryInstaller].map((one) => [
      one,
      join(places.harness, "node", `${one}.ts`),
    ]),
  );
  const bundled = await Promise.all([
    bundlePrograms(harnessPrograms, join(folder, "programs")),
    bundlePrograms({ ...harnessPrograms, library: "beside" }, join(folder, withoutLibrary)),
    bundlePrograms({ entries: installers, firstLine: "" }, join(folder, "installers")),
  ]);
  return bundled.flat();
};

const copied = (programs: string): Step => ({
  title: "copy server and client",
  argv: ["cp", "-R", `{folder}/${programs}/.`, "{build}"],
  inputs: [programs],
});

const withoutLibrary = "programs-without-library";
const runtimeInstaller = "install-runtime";
const libraryInstaller = "install-library";

const libraryInstalled: Step = {
  title: "grpc-js",
  argv: ["{node}", `{folder}/installers/${libraryInstaller}.cjs`, "{build}", "{version}"],
  inputs: ["installers"],
};

type Step = Readonly<{ title: string; argv: readonly string[]; inputs: readonly string[] }>;

/** A variant's first step, which installs its runtime, by the bundled installer. */
const installed = ({ title, argv, inputs }: Step): Step => ({
  title,
  argv: argv.map((word) =>
    word.replace(`{folder}/${runtimeInstaller}.ts`, `{folder}/installers/${runtimeInstaller}.cjs`),
  ),
  inputs: ["installers", ...inputs.filter((path) => !path.endsWith(".ts"))],
});

/**
 * Bundles the peers, and the healthy Node programs that broken ones are paired with.
 *
 * @returns the absolute paths of all modules that are in them.
 */
export const prebuildPeers = (staged: string): Promise<readonly string[]> => {
  const peers = join("fixtures", "peers");
  const entries: Record<string, string> = {};
  for (const part of ["servers", "clients", "test-service"]) {
    const folder = join(peers, part);
    const file = join(staged, folder, "implementation.yaml");
    const manifest = readFileSync(file, "utf8")
      .replace(/\{folder\}\/([\w./-]+)\.ts\b/g, (_, path: string) => {
        const { dir, name } = parse(path);
        const bundled = dir === "" ? name : `node-${name}`;
        entries[bundled] = join(places.root, folder, `${path}.ts`);
        return `{folder}/../programs/${bundled}.cjs`;
      })
      .replace(/^program: .*$/m, 'program: [".", ../programs]');
    writeFileSync(file, manifest);
  }
  return bundlePrograms({ entries, firstLine: "" }, join(staged, peers, "programs"));
};
