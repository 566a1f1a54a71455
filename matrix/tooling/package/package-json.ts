import packageJson from "../../../package.json" with { type: "json" };
import { lowestNode } from "../../lowest-node.ts";

/**
 * The package.json of what is published: it depends on nothing, and runs nothing when it is installed.
 *
 * @param repository - `owner/name` on GitHub, which provenance is checked against; null where it is not known.
 */
export const publishedPackageJson = (repository: string | null) => {
  const { name, version, description, license } = packageJson;
  return {
    name,
    version,
    description,
    keywords: ["grpc", "tls", "mtls", "go-plugin", "interoperability", "handshake", "diagnosis"],
    license,
    ...(repository !== null && {
      repository: { type: "git", url: `git+https://github.com/${repository}.git` },
    }),
    type: "module",
    bin: { [name]: "bundle/cli.js" },
    exports: {
      ".": { types: "./bundle/index.d.ts", default: "./bundle/index.js" },
      "./results.schema.json": "./results.schema.json",
      "./package.json": "./package.json",
    },
    engines: { node: `^${lowestNode} || >=24` },
    // Compilers and interpreters read its files, which they cannot in an archive.
    preferUnplugged: true,
    publishConfig: { access: "public", provenance: true },
  };
};
