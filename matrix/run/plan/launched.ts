import { pluginBehaviourNamed } from "../../behaviours/plugin/plugin-behaviours.ts";
import type { Cell } from "../../domain/cell.ts";
import type { ThirdParties } from "../../domain/third-party.ts";

/**
 * Whether a cell's client starts the server itself, as go-plugin's hosts do: for a behaviour of plugins in the clear too. A
 * host of others does so in every mode.
 */
export const isLaunched = (
  { client, mode, behaviour }: Pick<Cell, "client" | "mode" | "behaviour">,
  thirdParties: ThirdParties,
): boolean =>
  mode === "auto-mtls" ||
  pluginBehaviourNamed(behaviour) !== undefined ||
  thirdParties.get(client)?.kind === "host";
