import { z } from "zod";
import { addressFault } from "../domain/address-fault.ts";
import { OutsideText } from "../domain/outside-text.ts";
import type { Endpoint } from "../observe/tap.ts";

const schema = z.object({
  listeners: z.array(
    z.object({ id: z.string(), network: z.enum(["tcp", "unix"]), address: z.string() }),
  ),
});

/**
 * Reads CONTRACT.md's announcement.
 *
 * @param asked - the listeners of KV_SERVER_CONFIG.
 * @returns the endpoint of each, or one sentence of what is wrong.
 */
export const parseAnnouncement = (
  line: OutsideText,
  asked: readonly Readonly<{ id: string; network: string }>[],
): ReadonlyMap<string, Endpoint> | string => {
  const quoted = () => JSON.stringify(line.shown(200));
  let json: unknown;
  try {
    json = JSON.parse(line.raw);
  } catch {
    return `the first line on standard output is no announcement: ${quoted()}`;
  }
  const checked = schema.safeParse(json);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    return `the announcement is against CONTRACT.md, "Server": ${issue?.path.join(".") || "it"}: ${issue?.message}: ${quoted()}`;
  }
  const endpoints = new Map<string, Endpoint>();
  for (const { id, network, address } of checked.data.listeners) {
    const fault = faultOf({ id, network, address }, asked, endpoints);
    if (fault !== null) {
      return `listener ${new OutsideText(id).cleanLine(100)} was announced ${fault}: ${quoted()}`;
    }
    endpoints.set(id, { network, address });
  }
  const missing = asked.find(({ id }) => !endpoints.has(id));
  return missing ? `listener ${missing.id} was not announced: ${quoted()}` : endpoints;
};

const faultOf = (
  { id, network, address }: Readonly<{ id: string }> & Endpoint,
  asked: readonly Readonly<{ id: string; network: string }>[],
  endpoints: ReadonlyMap<string, Endpoint>,
): string | null => {
  const listener = asked.find((one) => one.id === id);
  if (!listener) return "and nobody had asked for it";
  if (endpoints.has(id)) return "twice";
  if (listener.network !== network) return `on ${network}, not ${listener.network}`;
  const fault = addressFault({ network, address });
  const shown = () => JSON.stringify(new OutsideText(address).cleanLine(200));
  return fault === null ? null : `at ${shown()}, and ${fault}`;
};
