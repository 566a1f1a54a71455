import { readdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Implementation } from "../../domain/implementation.ts";
import { Misuse } from "../../domain/misuse.ts";
import type { Route } from "../../domain/route.ts";
import { hasSystemCode } from "../../domain/system-sentence.ts";
import { readAtMost } from "../../limits/read-at-most.ts";
import { places } from "../../places.ts";
import { type Preset, presetSchema } from "../axes/preset.ts";
import { type Expectation, expectationsSchema } from "../verdict/expectations.ts";
import { checkedYaml, longestFileBytes } from "./checked-yaml.ts";
import { parseManifest } from "./manifest.ts";
import { parseRoute } from "./route-file.ts";

/** As short as it can be read: from the tool's folder, or from the one that the user is in. */
const shown = (path: string): string => {
  const [own, near] = [places.root, process.cwd()].map((folder) => relative(folder, path));
  return [own, near].find((name) => name !== undefined && !name.startsWith("..")) ?? path;
};

/** null where there is no such file; what else is the matter with it is told. */
const textOf = (path: string): Promise<string | null> =>
  readAtMost(path, longestFileBytes, "a YAML file of this tool").catch((error: unknown) => {
    if (hasSystemCode(error, "ENOENT", "ENOTDIR", "EISDIR", "EACCES")) return null;
    throw error;
  });

export type NamedPreset = Readonly<{ name: string; folder: string; content: Preset }>;

/**
 * @param name - of a file in fixtures/presets, or the path of another `.yaml` file.
 * @throws Misuse naming the presets that there are, or file, line and column of a fault.
 */
export const readPreset = async (name: string): Promise<NamedPreset> => {
  const names = await presetNames();
  const elsewhere = name.endsWith(".yaml");
  const file = elsewhere ? resolve(name) : join(places.presets, `${name}.yaml`);
  const text = await textOf(file);
  if (text === null) {
    throw new Misuse(
      elsewhere
        ? `cannot read preset ${name}`
        : `there is no preset ${name}; there are ${names.join(", ")}, or give the path of a .yaml file`,
    );
  }
  return {
    name: elsewhere ? basename(name, ".yaml") : name,
    folder: dirname(file),
    content: checkedYaml(text, shown(file), presetSchema),
  };
};

export const presetNames = async (): Promise<readonly string[]> =>
  (await readdir(places.presets))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.slice(0, -".yaml".length))
    .sort();

/**
 * Every implementation that a manifest describes: those under harness/, those that presets bring, and
 * those in other folders.
 *
 * @throws Misuse with file, line and column of a fault, or if two manifests have the same id.
 */
export const readImplementations = async (
  presets: readonly NamedPreset[],
  otherFolders: readonly string[],
): Promise<readonly Implementation[]> => {
  const entries = await readdir(places.harness, { withFileTypes: true });
  const own = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(places.harness, name));
  const brought = presets.flatMap(({ folder, content }) =>
    (content.implementations ?? []).map((one) => resolve(folder, one)),
  );
  const others = otherFolders.map((folder) => resolve(folder));
  const folders = new Set([...own.sort(), ...brought, ...others]);
  const implementations = (await Promise.all([...folders].map(readManifest))).flat();
  const twice = implementations.find(
    ({ id }, at) => implementations.findIndex((other) => other.id === id) !== at,
  );
  if (twice) throw new Misuse(`two manifests describe ${twice.id}; ids must differ`);
  return implementations;
};

/**
 * What the manifest in a folder describes, the plain implementation first.
 *
 * @throws Misuse with file, line and column of a fault, or if there is none.
 */
export const readManifest = async (named: string): Promise<readonly Implementation[]> => {
  const folder = resolve(named);
  const file = join(folder, "implementation.yaml");
  const text = await textOf(file);
  if (text === null) throw new Misuse(`${shown(folder)} has no implementation.yaml`);
  return parseManifest(text, shown(file), {
    folder,
    builds: join(places.builds, "implementations"),
    node: process.execPath,
    proto: places.proto,
    cores: availableParallelism(),
  });
};

/**
 * Every route that a file in fixtures/routes describes, by name.
 *
 * @throws Misuse with file, line and column of a fault.
 */
export const readRoutes = async (): Promise<readonly Route[]> => {
  const names = (await readdir(places.routes))
    .filter((file) => file.endsWith(".yaml") && file !== "expectations.yaml")
    .map((file) => file.slice(0, -".yaml".length))
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(places.routes, `${name}.yaml`);
      const text = await textOf(path);
      if (text === null) throw new Misuse(`cannot read the route in ${shown(path)}`);
      const own = { folder: places.routes, builds: join(places.builds, "routes") };
      return parseRoute(text, shown(path), name, own);
    }),
  );
};

export type ExpectationsFile = Readonly<{ file: string; expectations: readonly Expectation[] }>;

/**
 * fixtures/expectations.yaml and those of presets.
 *
 * @throws Misuse with file, line and column of a fault, or if a file cannot be read.
 */
export const readExpectations = (
  presets: readonly NamedPreset[],
): Promise<readonly ExpectationsFile[]> => {
  const others = presets.flatMap(({ folder, content }) =>
    (content.expectations ?? []).map((file) => resolve(folder, file)),
  );
  return Promise.all([places.expectations, ...new Set(others)].map(readExpectationsFile));
};

const readExpectationsFile = async (path: string): Promise<ExpectationsFile> => {
  const file = shown(path);
  const text = await textOf(path);
  if (text === null) throw new Misuse(`cannot read the expectations in ${file}`);
  return { file, expectations: checkedYaml(text, file, expectationsSchema) };
};
