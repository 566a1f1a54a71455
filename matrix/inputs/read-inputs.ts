import { readdir, readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, relative, resolve } from "node:path";
import { type Preset, presetSchema } from "../axes/preset.ts";
import type { Implementation } from "../domain/implementation.ts";
import { Misuse } from "../domain/misuse.ts";
import { type Expectation, expectationsSchema } from "../verdict/expectations.ts";
import { checkedYaml } from "./checked-yaml.ts";
import { parseManifest } from "./manifest.ts";

/** The checkout: every path of the project starts here. */
export const root = resolve(import.meta.dirname, "../..");

export const buildRoot = join(root, ".build");
const harness = join(root, "harness");
const presets = join(root, "fixtures", "presets");
const expectationsFile = join(root, "fixtures", "expectations.yaml");

const shown = (path: string) => relative(root, path);

/** @throws Misuse naming the presets that there are, or file, line and column of a fault. */
export const readPreset = async (name: string): Promise<{ name: string; content: Preset }> => {
  const names = await presetNames();
  if (!names.includes(name)) {
    throw new Misuse(`there is no preset ${name}; there are ${names.join(", ")}`);
  }
  const file = join(presets, `${name}.yaml`);
  const content = checkedYaml(await readFile(file, "utf8"), shown(file), presetSchema);
  return { name, content };
};

export const presetNames = async (): Promise<readonly string[]> =>
  (await readdir(presets))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.slice(0, -".yaml".length))
    .sort();

/** Every implementation that a manifest under harness/ describes. */
export const readImplementations = async (): Promise<readonly Implementation[]> => {
  const entries = await readdir(harness, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const read = folders.sort().map(async (name) => {
    const folder = join(harness, name);
    const file = join(folder, "implementation.yaml");
    const text = await readFile(file, "utf8").catch(() => null);
    if (text === null) throw new Misuse(`harness/${name} has no implementation.yaml`);
    return parseManifest(text, shown(file), {
      folder,
      build: join(buildRoot, name),
      node: process.execPath,
      proto: join(root, "proto"),
      cores: availableParallelism(),
    });
  });
  return (await Promise.all(read)).flat();
};

export const readExpectations = async (): Promise<{
  file: string;
  expectations: readonly Expectation[];
}> => {
  const file = shown(expectationsFile);
  const text = await readFile(expectationsFile, "utf8");
  return { file, expectations: checkedYaml(text, file, expectationsSchema) };
};
