import { readFile } from "node:fs/promises";
import type { Cell } from "../../domain/cell.ts";
import type { Endpoint } from "../observe/tap.ts";
import type { PluginSlot } from "../supervise/plugin-registry.ts";
import { diallingAsHost, type Held } from "./hold-claims.ts";
import type { Testbed } from "./testbed.ts";

/** Where the orchestrator can ask the plugin itself; null where it cannot. */
export const asHost = async (
  { pki }: Pick<Testbed, "pki">,
  { clientKey }: Pick<Cell, "clientKey">,
  endpoint: Endpoint | null,
  slot: Pick<PluginSlot, "clientCertificate">,
): Promise<Held["server"]> => {
  if (endpoint === null) return null;
  if (clientKey === null) return { endpoint, dialling: async () => ({ kind: "plaintext" }) };
  const { key } = await pki.client(clientKey);
  const dialling = diallingAsHost(
    await slot.clientCertificate.orAfter(0, null),
    await readFile(key, "utf8"),
  );
  return dialling && { endpoint, dialling: async () => dialling };
};
