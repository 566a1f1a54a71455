import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundledPage } from "../../run/results/page-bundle.ts";
import { billOfMaterials } from "./bill-of-materials.ts";
import { bundleTool, packageEntries } from "./bundle.ts";
import { componentsOf } from "./components.ts";
import { writeDeclarations } from "./declarations.ts";
import { prebuildNode, prebuildPeers } from "./node-programs.ts";
import { publishedPackageJson } from "./package-json.ts";
import { copyShippedFiles } from "./shipped-files.ts";
import { thirdPartyLicences } from "./third-party-licences.ts";

/**
 * Makes the folder that is packed, anew.
 *
 * @param repository - see {@link publishedPackageJson}.
 */
export const stage = async (folder: string, repository: string | null): Promise<void> => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyShippedFiles(folder);
  const bundle = join(folder, "bundle");
  const modules = [
    ...(await bundleTool(bundle, packageEntries, "left out")),
    ...(await prebuildNode(folder)),
    ...(await prebuildPeers(folder)),
  ];
  await writeDeclarations(join(bundle, "index.d.ts"));
  const page = await bundledPage();
  writeFileSync(join(bundle, "page.js"), page.script);
  writeFileSync(join(bundle, "page.css"), page.style);
  const components = componentsOf(modules);
  writeFileSync(join(folder, "THIRD-PARTY-LICENSES.txt"), thirdPartyLicences(components));
  const json = {
    "package.json": publishedPackageJson(repository),
    "sbom.cdx.json": billOfMaterials(components),
  };
  for (const [name, content] of Object.entries(json)) {
    writeFileSync(join(folder, name), `${JSON.stringify(content, null, 2)}\n`);
  }
};
