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

/**
 * Bundles the Node implementation. Its build is then to copy the bundles: V8's compiled code lies beside them. Other versions
 * of grpc-js would have to be bundled from the sources, and are not there.
 *
 * @returns the absolute paths of all modules that are in it.
 */
export const prebuildNode = (staged: string): Promise<readonly string[]> => {
  const folder = join(staged, "harness", "node");
  const file = join(folder, "implementation.yaml");
  const manifest = parseDocument(readFileSync(file, "utf8"));
  manifest.setIn(["toolchain", 0, "lowest"], lowestNode);
  manifest.setIn(["toolchain", 0, "install"], "https://nodejs.org/en/download");
  manifest.set("build", [
    {
      title: "copy server and client",
      argv: ["cp", "-R", "{folder}/programs/.", "{build}"],
      inputs: ["programs"],
    },
  ]);
  manifest.delete("versions");
  const { server, client } = manifest.toJS() as Record<string, readonly string[]>;
  for (const [side, argv = []] of Object.entries({ server, client })) {
    // Node has the option since 22.14; the bundles take the signal themselves.
    manifest.set(
      side,
      argv.filter((word) => word !== "--disable-sigusr1"),
    );
  }
  writeFileSync(file, manifest.toString());
  return bundlePrograms(harnessPrograms, join(folder, "programs"));
};

/**
 * Bundles the broken peers, and the healthy Node programs that they are paired with.
 *
 * @returns the absolute paths of all modules that are in them.
 */
export const prebuildPeers = (staged: string): Promise<readonly string[]> => {
  const peers = join("fixtures", "peers");
  const entries: Record<string, string> = {};
  for (const side of ["servers", "clients"]) {
    const folder = join(peers, side);
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
