import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProcessFolder } from "./process-folder.ts";

/** Where a host of others finds the plugin that it is to start. */
export type PluginFile = Readonly<{ plugin: string; pluginFolder: string }>;

/**
 * Writes the file that a host of others starts as its plugin: a script of sh that becomes `argv`, with the host's arguments
 * behind it.
 *
 * @param environment - of the plugin, beside its host's.
 */
export const writePluginFile = (
  folder: ProcessFolder,
  name: string,
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
): PluginFile => {
  const pluginFolder = join(folder.path, "plugins");
  const plugin = join(pluginFolder, name);
  const lines = [
    "#!/bin/sh",
    ...Object.entries(environment).map(
      ([variable, value]) => `export ${variable}=${quoted(value)}`,
    ),
    `exec ${argv.map(quoted).join(" ")} "$@"`,
  ];
  mkdirSync(pluginFolder, { recursive: true, mode: 0o700 });
  writeFileSync(plugin, `${lines.join("\n")}\n`, { mode: 0o700 });
  return { plugin, pluginFolder };
};

/** A word that sh takes as it is (POSIX, Shell Command Language 2.2.2). */
const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
