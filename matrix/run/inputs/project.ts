import { basename, dirname, resolve } from "node:path";
import { z } from "zod";
import { checkedYaml } from "./checked-yaml.ts";

/** What a repository of its own adds to the tool. Every path is absolute. */
export type Project = Readonly<{
  /** Folders of implementations. */
  implementations: readonly string[];
  /** Files of presets, by the name that each goes by: the file's, without its ending. */
  presets: ReadonlyMap<string, string>;
  /** Files of expectations, whose entries come before those of the tool. */
  expectations: readonly string[];
}>;

export const noProject: Project = { implementations: [], presets: new Map(), expectations: [] };

const path = z.string().min(1).max(4096);
const yamlFile = path.regex(/\.yaml$/, "expected the path of a .yaml file");

/** Paths are relative to the file. */
export const projectSchema = z
  .strictObject({
    implementations: z.array(path).max(64).default([]),
    presets: z.array(yamlFile).max(64).default([]),
    expectations: z.array(yamlFile).max(64).default([]),
  })
  .refine(({ presets }) => new Set(presets.map(nameOf)).size === presets.length, {
    path: ["presets"],
    message: "two presets have the same name",
  });

const nameOf = (file: string) => basename(file, ".yaml");

/**
 * @param file - absolute.
 * @param shown - the same for messages.
 * @throws Misuse with file, line and column.
 */
export const parseProject = (text: string, file: string, shown: string): Project => {
  const project = checkedYaml(text, shown, projectSchema);
  const here = (one: string) => resolve(dirname(file), one);
  return {
    implementations: project.implementations.map(here),
    presets: new Map(project.presets.map((one) => [nameOf(one), here(one)])),
    expectations: project.expectations.map(here),
  };
};
