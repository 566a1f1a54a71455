import { cpSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { places } from "../../places.ts";
import { leftBySources } from "../../run/supervise/build-inputs.ts";

/** Files and folders, each at the same place in the package as in the checkout: manifests and presets lead there. */
const asTheyAre = [
  "ARCHITECTURE.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "LICENSE",
  "README.md",
  "SECURITY.md",
  "docs/README.md",
  "docs/behaviours.md",
  "docs/broken-peers.md",
  "docs/causes",
  "docs/cells.md",
  "docs/changes.md",
  "docs/commands.md",
  "docs/compatibility.md",
  "docs/diagnosis.md",
  "docs/images",
  "docs/incidents.md",
  "docs/own-implementation.md",
  "docs/many-machines.md",
  "docs/post-quantum.md",
  "docs/package.md",
  "docs/proof.md",
  "docs/report-page.md",
  "docs/security.md",
  "docs/stacks.md",
  "docs/third-parties.md",
  "docs/variants.md",
  "docs/versions.md",
  "fixtures/README.md",
  "fixtures/behaviours/expectations.yaml",
  "fixtures/behaviours/interop-expectations.yaml",
  "fixtures/expectations.yaml",
  "fixtures/incidents",
  "fixtures/peers",
  "fixtures/presets",
  "fixtures/routes",
  "fixtures/templates",
  "fixtures/third-parties",
  "fixtures/versions",
  "harness",
  "proto",
];

/** What only develops an implementation. */
const development =
  /(?:\.test\.ts|_test\.go|requirements-dev\.\w+|\.clang-format|\/harness\/(?:cpp|python|rust)\/tests|\/harness\/java\/src\/test|\/harness\/(?:java|rust)\/target|\/harness\/go\/internal\/e2e|\/harness\/node\/(?:testing|build\.ts|bundle\.ts|generate\.ts|rpc\/read-descriptor\.ts))$/;

const isShipped = (path: string): boolean =>
  !leftBySources.includes(basename(path)) && !development.test(path);

/** Copies what is in the package as it is in the checkout. */
export const copyShippedFiles = (staged: string): void => {
  for (const path of asTheyAre) {
    cpSync(join(places.root, path), join(staged, path), { recursive: true, filter: isShipped });
  }
  const { launcher } = places;
  cpSync(launcher, join(staged, "launcher"), {
    recursive: true,
    filter: (path) =>
      path === launcher || /(?<!_test)\.go$|^go\.mod$/.test(relative(launcher, path)),
  });
  const schema = join(places.root, "matrix", "report", "results.schema.json");
  cpSync(schema, join(staged, "results.schema.json"));
};
