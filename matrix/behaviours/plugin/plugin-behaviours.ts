import { checksum } from "./checksum.ts";
import { multiplexing } from "./multiplexing.ts";
import type { PluginBehaviour } from "./plugin-behaviour.ts";
import { socketDirectory, socketGroup } from "./sockets.ts";
import { versions } from "./versions.ts";

/** Every behaviour of go-plugin's protocol. */
export const pluginBehaviours: readonly PluginBehaviour[] = [
  socketDirectory,
  socketGroup,
  multiplexing,
  versions,
  checksum,
];

const byName: ReadonlyMap<string, PluginBehaviour> = new Map(
  pluginBehaviours.map((one) => [one.name, one]),
);

export const pluginBehaviourNamed = (name: string | null): PluginBehaviour | undefined =>
  name === null ? undefined : byName.get(name);
