import { z } from "zod";
import type { Implementation } from "../domain/implementation.ts";
import { argv, buildSteps, environment, replacedBuild } from "./build-steps.ts";
import { checkedYaml } from "./checked-yaml.ts";

const manifestSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens"),
  title: z.string().min(1),
  toolchain: z.array(
    z.strictObject({
      name: z.string().min(1),
      command: argv,
      lowest: z.string().regex(/^\d+(\.\d+)*$/, "expected a version such as 1.26"),
      install: z.string().min(1),
    }),
  ),
  build: buildSteps.default([]),
  server: argv,
  client: argv,
  debug: environment.default({}),
  variants: z
    .record(
      z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
      z.strictObject({ server: argv, client: argv }),
    )
    .default({}),
  /** The same programs, built against another version of the stack. */
  versions: z
    .record(z.string().regex(/^\d[a-z0-9.-]*$/), z.strictObject({ build: buildSteps.min(1) }))
    .default({}),
});

/** Where the words in braces of a manifest lead. `{keyLog}` stays: it differs by process. */
export type Places = Readonly<{
  folder: string;
  build: string;
  node: string;
  proto: string;
  cores: number;
}>;

/**
 * The implementations that one manifest describes: the plain one, then one for each variant, then one for
 * each version.
 *
 * @throws Misuse with file, line and column.
 */
export const parseManifest = (
  text: string,
  file: string,
  places: Places,
): readonly Implementation[] => {
  const manifest = checkedYaml(text, file, manifestSchema);
  const { id, title, variants } = manifest;
  const plain = described(manifest, manifest.build, id, places);
  const { replaced } = plain;
  return [
    plain.implementation,
    ...Object.entries(variants).map(
      ([name, { server, client }]): Implementation => ({
        ...plain.implementation,
        id: `${id}:${name}`,
        title: `${title} (${name})`,
        server: server.map(replaced),
        client: client.map(replaced),
      }),
    ),
    // A version is built beside the plain one, and shares nothing with it but the sources.
    ...Object.entries(manifest.versions).map(([version, { build }]) => {
      const own = `${id}@${version}`;
      const ownPlaces = { ...places, build: `${places.build}@${version}` };
      const { implementation } = described(manifest, build, own, ownPlaces);
      return { ...implementation, title: `${title} (${version})` };
    }),
  ];
};

const described = (
  manifest: z.infer<typeof manifestSchema>,
  build: z.infer<typeof buildSteps>,
  id: string,
  places: Places,
) => {
  const replaced = (word: string) =>
    word.replace(/\{(folder|build|node|proto|cores)\}/g, (_, name: keyof Places) =>
      String(places[name]),
    );
  const implementation: Implementation = {
    id,
    title: manifest.title,
    language: id,
    folder: places.folder,
    toolchain: manifest.toolchain.map((tool) => ({ ...tool, command: tool.command.map(replaced) })),
    build: replacedBuild(build, places.folder, replaced),
    debug: manifest.debug,
    server: manifest.server.map(replaced),
    client: manifest.client.map(replaced),
  };
  return { implementation, replaced };
};
