import { readdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Implementation } from "../../domain/implementation.ts";
import { Misuse } from "../../domain/misuse.ts";
import type { Route } from "../../domain/route.ts";
import { hasSystemCode } from "../../domain/system-sentence.ts";
import { readAtMost } from "../../limits/read-at-most.ts";
import { places } from "../../places.ts";
import { ownPresetName } from "../axes/own-preset-name.ts";
import { type Preset, presetSchema } from "../axes/preset.ts";
import { type Expectation, expectationsSchema } from "../verdict/expectations.ts";
import { buildFolder } from "./build-folder.ts";
import { checkedYaml, longestFileBytes } from "./checked-yaml.ts";
import { parseManifest } from "./manifest.ts";
import { noProject, type Project, parseProject } from "./project.ts";
import { projectFile } from "./project-file.ts";
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
 * What a repository of its own adds.
 *
 * @param named - its file; without it, the one in the working folder, if there is one.
 * @throws Misuse with file, line and column of a fault, or if a file that was named cannot be read.
 */
export const readProject = async (named?: string): Promise<Project> => {
  const file = resolve(named ?? projectFile);
  const text = await textOf(file);
  if (text !== null) return parseProject(text, file, shown(file));
  if (named === undefined) return noProject;
  throw new Misuse(`cannot read project file ${named}; handshake-matrix init writes one`);
};

/**
 * @param name - of a file in fixtures/presets or of a project's, or the path of another `.yaml` file.
 * @throws Misuse naming the presets that there are, or file, line and column of a fault.
 */
export const readPreset = async (
  name: string,
  project: Pick<Project, "presets"> = noProject,
): Promise<NamedPreset> => {
  const elsewhere = name.endsWith(".yaml");
  const file = elsewhere ? resolve(name) : presetFile(name, project);
  const text = await textOf(file);
  if (text === null) {
    const there = (await presetNames(project)).join(", ");
    throw new Misuse(
      elsewhere || project.presets.has(name)
        ? `cannot read preset ${elsewhere ? name : shown(file)}`
        : `there is no preset ${name}; there are ${there}, or give the path of a .yaml file`,
    );
  }
  return {
    name: elsewhere ? basename(name, ".yaml") : name,
    folder: dirname(file),
    content: checkedYaml(text, shown(file), presetSchema),
  };
};

/** The texts of every preset, one's own among them, in the order of their names; null for a file that is not there. */
export const presetTexts = async (
  project: Pick<Project, "presets">,
): Promise<readonly (string | null)[]> => {
  const names = await presetNames(project);
  return Promise.all(names.map((name) => textOf(presetFile(name, project))));
};

const presetFile = (name: string, { presets }: Pick<Project, "presets">): string =>
  presets.get(name) ?? join(places.presets, `${name}.yaml`);

/** @throws Misuse if a project has a preset of a name that the tool has itself. */
export const presetNames = async ({
  presets,
}: Pick<Project, "presets">): Promise<readonly string[]> => {
  const own = (await readdir(places.presets))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.slice(0, -".yaml".length));
  for (const name of [...own, ownPresetName]) {
    const file = presets.get(name);
    if (file !== undefined) {
      throw new Misuse(
        `${shown(file)}: the tool has a preset ${name} itself; give this one another name`,
      );
    }
  }
  return [...own, ...presets.keys()].sort();
};

/** What a preset brings beside what the tool has; absolute. */
export type Needs = Readonly<{
  /** Folders of manifests. */
  implementations: readonly string[];
  /** Files. */
  expectations: readonly string[];
}>;

export const noNeeds: Needs = { implementations: [], expectations: [] };

export const needsOf = ({ folder, content }: NamedPreset): Needs => {
  const here = (one: string) => resolve(folder, one);
  return {
    implementations: (content.implementations ?? []).map(here),
    expectations: (content.expectations ?? []).map(here),
  };
};

/**
 * Every implementation that a manifest describes: those under harness/, those that presets bring, and
 * those in other folders.
 *
 * @throws Misuse with file, line and column of a fault, or if two manifests have the same id.
 */
export const readImplementations = async (
  { implementations: brought }: Needs,
  otherFolders: readonly string[],
): Promise<readonly Implementation[]> => {
  const entries = await readdir(places.harness, { withFileTypes: true });
  const own = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(places.harness, name));
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
    buildFolder,
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

export type ExpectationsFile = Readonly<{
  /** For messages. */
  file: string;
  path: string;
  expectations: readonly Expectation[];
}>;

/**
 * Those of a project, then fixtures/expectations.yaml, then those of presets.
 *
 * @throws Misuse with file, line and column of a fault, or if a file cannot be read.
 */
export const readExpectations = (
  { expectations: others }: Needs,
  project: Pick<Project, "expectations"> = noProject,
): Promise<readonly ExpectationsFile[]> => {
  const paths = new Set([...project.expectations, places.expectations, ...others]);
  return Promise.all([...paths].map(readExpectationsFile));
};

const readExpectationsFile = async (path: string): Promise<ExpectationsFile> => {
  const file = shown(path);
  const text = await textOf(path);
  if (text === null) throw new Misuse(`cannot read the expectations in ${file}`);
  return { file, path, expectations: checkedYaml(text, file, expectationsSchema) };
};
