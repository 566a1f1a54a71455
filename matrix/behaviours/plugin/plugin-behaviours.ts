import { checksum } from "./checksum.ts";
import { endInCall } from "./end-in-call.ts";
import { multiplexing } from "./multiplexing.ts";
import type { PluginBehaviour } from "./plugin-behaviour.ts";
import { reattach } from "./reattach.ts";
import { socketDirectory, socketGroup } from "./sockets.ts";
import { versions } from "./versions.ts";
import { written } from "./written.ts";

/** Every behaviour of go-plugin's protocol. */
export const pluginBehaviours: readonly PluginBehaviour[] = [
  socketDirectory,
  socketGroup,
  multiplexing,
  versions,
  written,
  endInCall,
  reattach,
  checksum,
];

const byName: ReadonlyMap<string, PluginBehaviour> = new Map(
  pluginBehaviours.map((one) => [one.name, one]),
);

export const pluginBehaviourNamed = (name: string | null): PluginBehaviour | undefined =>
  name === null ? undefined : byName.get(name);
