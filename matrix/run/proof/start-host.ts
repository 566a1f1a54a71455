import type { Cell } from "../../domain/cell.ts";
import type { ThirdParty } from "../../domain/third-party.ts";
import type { PluginSlot } from "../supervise/plugin-registry.ts";
import { rendered } from "../supervise/rendered.ts";
import { type Supervised, start } from "../supervise/start.ts";
import { writePluginFile } from "./plugin-file.ts";
import type { ProcessFolder } from "./process-folder.ts";
import type { Testbed } from "./testbed.ts";

export type Host = Extract<ThirdParty, { kind: "host" }>;

export type StartedHost = Readonly<{
  process: Supervised;
  folder: ProcessFolder;
  slot: PluginSlot;
  /** The plugin's. */
  pluginFolder: ProcessFolder;
}>;

/** Starts a host of others, which starts the cell's plugin, or a decoy in its place. */
export const startHost = async (
  testbed: Testbed,
  cell: Cell,
  { pluginFile, cookie }: Host,
  taker: "plugin" | "decoy",
): Promise<StartedHost> => {
  const { folder, argv, environment, launcher, workingFolder } = testbed.startup(
    cell.client,
    "client",
  );
  const plugin = testbed.startup(cell.server, "plugin");
  const slot = testbed.registry.slot(plugin.argv, taker);
  const config =
    cell.mode === "auto-mtls" && plugin.thirdParty === null
      ? { KV_SERVER_CONFIG: await testbed.pluginConfig(cell, plugin.folder) }
      : {};
  // The cookie is the host's to set.
  const own = Object.entries(plugin.environment).filter(([name]) => !Object.hasOwn(cookie, name));
  const words = {
    ...writePluginFile(folder, pluginFile, slot.argv, { ...Object.fromEntries(own), ...config }),
    temporary: folder.path,
  };
  const process = start({
    launcher,
    workingFolder,
    argv: argv.map((word) => rendered(word, words)),
    environment: Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, rendered(value, words)]),
    ),
    onLine: null,
    lineLimitBytes: 0,
  });
  return { process, folder, slot, pluginFolder: plugin.folder };
};
