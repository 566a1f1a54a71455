import { isAbsolute, join } from "node:path";
import { z } from "zod";
import { keyTypes } from "../../domain/axes.ts";
import type { Implementation } from "../../domain/implementation.ts";
import { stepNames } from "../axes/preset.ts";
import { argv, buildSteps, environment, paths, replacedBuild, text } from "./build-steps.ts";
import { checkedYaml } from "./checked-yaml.ts";

const name = (form: RegExp, expected: string) =>
  z.string().max(60, "expected at most 60 characters").regex(form, expected);

/** What every program has that is built and started here. */
const startable = {
  id: name(/^[a-z][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens"),
  title: text(100),
  toolchain: z
    .array(
      z.strictObject({
        name: text(60),
        command: argv,
        lowest: name(/^\d+(\.\d+)*$/, "expected a version such as 1.26"),
        install: text(300),
      }),
    )
    .max(16),
  build: buildSteps.default([]),
  /** Names in the build folder, wherever they lie there. */
  written: z
    .array(name(/^(?!\.{1,2}$)[\w.@+-]{1,128}$/, "expected the name of a file or folder"))
    .max(16)
    .default([]),
  program: paths
    .refine((list) => !list.some(isAbsolute), "expected paths relative to the folder")
    .default([]),
};

export const manifestSchema = z
  .strictObject({
    ...startable,
    server: argv,
    client: argv,
    debug: environment.default({}),
    variants: z
      .record(
        name(/^[a-z0-9][a-z0-9.-]*$/, "expected lower-case letters, digits, dots and hyphens"),
        z.strictObject({ server: argv, client: argv }),
      )
      .default({}),
    /** The same programs, built against another version of the stack. */
    versions: z
      .record(
        name(/^\d[a-z0-9.-]*$/, "expected a version such as 1.26"),
        z.strictObject({ build: buildSteps.min(1) }),
      )
      .default({}),
  })
  .refine(
    ({ written, server, client, variants }) =>
      [server, client, ...Object.values(variants).flatMap((one) => [one.server, one.client])]
        .flat()
        .filter((word) => word.startsWith("{build}/"))
        .every((word) => !word.split("/").some((part) => written.includes(part))),
    { path: ["written"], message: "what argv starts is no file that programs write" },
  );

/** Names of reports, and what stands before the version of each where it is printed. */
const printed = z.record(text(100), text(100));
const one = printed.refine((names) => Object.keys(names).length === 1, "expected one name");

/** A plugin that knows nothing of CONTRACT.md. */
const pluginSchema = z.strictObject({
  ...startable,
  kind: z.literal("plugin"),
  plugin: argv,
  environment: environment.default({}),
  protocolVersion: z.number().int().min(1).max(1000).default(1),
  keyType: z.enum(keyTypes),
  shows: z.array(z.enum(stepNames)).min(1),
  versions: z.strictObject({ command: argv, stack: printed, runtime: one, tls: one }),
});

/** Looked at first, so that what is wrong is told of the right fields. */
const kindSchema = z.looseObject({ kind: z.literal("plugin").optional() });

/** Where the words in braces of a manifest lead. `{keyLog}` stays: it differs by process. */
export type Places = Readonly<{
  folder: string;
  /** The folder in which each implementation has its build folder, which goes by its id. */
  builds: string;
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
  if (checkedYaml(text, file, kindSchema).kind === "plugin") {
    return [pluginOf(checkedYaml(text, file, pluginSchema), places)];
  }
  const manifest = checkedYaml(text, file, manifestSchema);
  const { id, title, variants } = manifest;
  const contract = { ...manifest, thirdParty: null };
  const plain = described(contract, manifest.build, id, places);
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
      const { implementation } = described(contract, build, own, places);
      return { ...implementation, title: `${title} (${version})` };
    }),
  ];
};

const pluginOf = (manifest: z.infer<typeof pluginSchema>, places: Places): Implementation => {
  const { environment, protocolVersion, keyType, shows, versions } = manifest;
  const thirdParty = { environment, protocolVersion, keyType, shows, versions };
  const programs = { server: manifest.plugin, client: null, debug: {} };
  const { implementation, replaced } = described(
    { ...manifest, ...programs, thirdParty },
    manifest.build,
    manifest.id,
    places,
  );
  const command = versions.command.map(replaced);
  return { ...implementation, thirdParty: { ...thirdParty, versions: { ...versions, command } } };
};

const described = (
  manifest: Pick<z.infer<typeof pluginSchema>, "title" | "toolchain" | "written" | "program"> &
    Pick<Implementation, "server" | "client" | "debug" | "thirdParty">,
  build: z.infer<typeof buildSteps>,
  id: string,
  places: Places,
) => {
  const words = { ...places, build: join(places.builds, id) };
  const replaced = (word: string) =>
    word.replace(/\{(folder|build|node|proto|cores)\}/g, (_, place: keyof typeof words) =>
      String(words[place]),
    );
  const implementation: Implementation = {
    id,
    title: manifest.title,
    language: id,
    folder: places.folder,
    toolchain: manifest.toolchain.map((tool) => ({ ...tool, command: tool.command.map(replaced) })),
    build: replacedBuild(build, places.folder, replaced),
    buildFolder: words.build,
    written: manifest.written,
    program: manifest.program.map((path) => join(places.folder, path)),
    debug: manifest.debug,
    server: manifest.server.map(replaced),
    client: manifest.client?.map(replaced) ?? null,
    thirdParty: manifest.thirdParty,
  };
  return { implementation, replaced };
};
