import { modes } from "../../domain/axes.ts";
import type { KeyType } from "../../domain/cell.ts";
import { defaultDeadlineMs } from "./default-deadline.ts";
import { type Preset, stepNames } from "./preset.ts";

/** What the preset is called in which implementations of one's own meet all others. */
export const ownPresetName = "own";

/** Those that people deploy, as in the preset `default`. */
const key = ["p256", "p384", "p521", "rsa2048"] as const;

/**
 * Each implementation of one's own as a client and as a server of every implementation, in every security mode.
 *
 * @param own - their ids; at least one.
 * @param others - ids of those that come with the tool.
 */
export const ownPreset = (own: readonly string[], others: readonly string[]): Preset => {
  const pairs = [
    { client: [...own], server: [...own, ...others] },
    ...(others.length > 0 ? [{ client: [...others], server: [...own] }] : []),
  ];
  return {
    description: "implementations of one's own with all others, four key types",
    steps: ["put", "get-exact", "get-missing", "health", "shutdown"],
    deadlineMs: defaultDeadlineMs,
    cross: pairs.flatMap((pair) => [
      { ...pair, mode: ["none"] },
      { ...pair, mode: modes.filter((mode) => mode !== "none"), key: [...key] },
    ]),
  };
};

/** A plugin that knows nothing of the contract: what it can show, and the key type of its own certificate. */
export type OwnPlugin = Readonly<{ id: string; keyType: KeyType; shows: readonly string[] }>;

/**
 * Plugins of others with a host of each implementation. A run has one proof for all of its cells: the steps that each of
 * them shows.
 *
 * @param hosts - ids of implementations.
 */
export const pluginPreset = (plugins: readonly OwnPlugin[], hosts: readonly string[]): Preset => ({
  description: "plugins of others with a host of every implementation, four key types of the host",
  steps: stepNames.filter((name) => plugins.every(({ shows }) => shows.includes(name))),
  deadlineMs: defaultDeadlineMs,
  cross: plugins.map(({ id, keyType }) => ({
    client: [...hosts],
    server: [id],
    mode: ["auto-mtls"],
    clientKey: [...key],
    serverKey: [keyType],
  })),
});
