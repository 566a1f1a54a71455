import { modes } from "../../domain/axes.ts";
import type { KeyType, Mode } from "../../domain/cell.ts";
import type { ThirdParties, ThirdParty } from "../../domain/third-party.ts";
import { hasAxis } from "../axes/allowed.ts";
import { defaultDeadlineMs } from "../axes/default-deadline.ts";
import { crossedCells, type Preset } from "../axes/preset.ts";
import { beyondThirdParty } from "./third-parties.ts";

/** Those that people deploy, as in the preset `default`. */
const keys = ["p256", "p384", "p521", "rsa2048"] as const;

type Cross = Preset["cross"][number];

/**
 * Each implementation of one's own as a client and as a server of each, in every security mode; of third
 * parties, in what their manifests say that they can.
 *
 * @param own - their ids; at least one.
 * @param others - ids of those of the tool that they meet.
 * @param thirdParties - those among both.
 */
export const ownPreset = (
  own: readonly string[],
  others: readonly string[],
  thirdParties: ThirdParties = new Map(),
): Preset => ({
  description: "implementations of one's own with those of the preset default, four key types",
  steps: ["put", "get-exact", "get-missing", "health", "call", "exit", "shutdown"],
  deadlineMs: defaultDeadlineMs,
  cross: [
    ...own.flatMap((client) => [...own, ...others].map((server) => ({ client, server }))),
    ...others.flatMap((client) => own.map((server) => ({ client, server }))),
  ].flatMap((pair) => modes.flatMap((mode) => crossesOf(pair, mode, thirdParties))),
});

type Pair = Readonly<{ client: string; server: string }>;

/** A pair in one mode, with the keys that both of its ends can have. */
const crossesOf = (
  { client, server }: Pair,
  mode: Mode,
  thirdParties: ThirdParties,
): readonly Cross[] => {
  const pair = { client: [client], server: [server], mode: [mode] };
  const candidates: readonly Cross[] = hasAxis(mode, "serverKey")
    ? keysOf(ownKey(thirdParties.get(client)), ownKey(thirdParties.get(server))).map((both) => ({
        ...pair,
        ...both,
      }))
    : [pair];
  return candidates.filter((cross) =>
    crossedCells({ cross: [cross] }).every((cell) => beyondThirdParty(cell, thirdParties) === null),
  );
};

/** What makes its own certificate has one type of key. */
const ownKey = (party: ThirdParty | undefined): KeyType | null =>
  party?.kind === "plugin" || party?.kind === "host" ? party.keyType : null;

/** An end with a key of its own meets each of the other's; elsewhere both have the same. */
const keysOf = (
  client: KeyType | null,
  server: KeyType | null,
): readonly Pick<Cross, "key" | "clientKey" | "serverKey">[] =>
  client === null && server === null
    ? keys.map((key) => ({ key: [key] }))
    : [
        {
          clientKey: client === null ? [...keys] : [client],
          serverKey: server === null ? [...keys] : [server],
        },
      ];
