import { modes } from "../../domain/axes.ts";
import { defaultDeadlineMs } from "./default-deadline.ts";
import type { Preset } from "./preset.ts";

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
