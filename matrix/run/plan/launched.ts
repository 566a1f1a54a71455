import type { Cell } from "../../domain/cell.ts";
import type { ThirdParties } from "../../domain/third-party.ts";

/** Whether a cell's client starts the server itself, as go-plugin's hosts do. A host of others does so in every mode. */
export const isLaunched = (
  { client, mode }: Pick<Cell, "client" | "mode">,
  thirdParties: ThirdParties,
): boolean => mode === "auto-mtls" || thirdParties.get(client)?.kind === "host";
