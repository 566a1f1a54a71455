import { z } from "zod";
import { addressFault } from "../../domain/address-fault.ts";
import type { AnnouncementFault } from "../../domain/announcement-fault.ts";
import { OutsideText } from "../../domain/outside-text.ts";
import type { Endpoint } from "../observe/tap.ts";
import { jsonLine } from "./json-line.ts";

export const announcementSchema = z.object({
  listeners: z.array(
    z.object({ id: z.string(), network: z.enum(["tcp", "unix"]), address: z.string() }),
  ),
});

/** Meant as an announcement, whatever its listeners are. */
const meantAsOne = jsonLine(z.object({ listeners: z.unknown() }).required());

/** A plugin's line, of a server that was to have listeners of its own. */
const isPluginLine = /^\d+\|\d+\|(?:tcp|unix)\|/;

type Asked = Readonly<{ id: string; network: string }>;

export type Announcement = Readonly<
  { kind: "read"; endpoints: ReadonlyMap<string, Endpoint> } | AnnouncementFault
>;

/**
 * Reads CONTRACT.md's announcement.
 *
 * @param asked - the listeners of KV_SERVER_CONFIG.
 * @returns the endpoint of each, or the first thing that is wrong.
 */
export const parseAnnouncement = (line: OutsideText, asked: readonly Asked[]): Announcement => {
  if (isPluginLine.test(line.raw)) return mismatch("it is go-plugin's line of a plugin");
  const meant = meantAsOne(line);
  if (!meant) return { kind: "no-announcement" };
  const checked = announcementSchema.safeParse(meant);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    return mismatch(`${issue?.path.join(".")}: ${issue?.message}`);
  }
  const endpoints = new Map<string, Endpoint>();
  for (const listener of checked.data.listeners) {
    const fault = faultOf(listener, asked, endpoints);
    if (fault !== null) return fault;
    endpoints.set(listener.id, { network: listener.network, address: listener.address });
  }
  const missing = asked.find(({ id }) => !endpoints.has(id));
  return missing ? mismatch(`listener ${missing.id} is missing`) : { kind: "read", endpoints };
};

const mismatch = (difference: string): AnnouncementFault => ({
  kind: "mismatch",
  difference: new OutsideText(difference).cleanLine(300),
});

const faultOf = (
  { id, network, address }: Readonly<{ id: string }> & Endpoint,
  asked: readonly Asked[],
  endpoints: ReadonlyMap<string, Endpoint>,
): AnnouncementFault | null => {
  const listener = asked.find((one) => one.id === id);
  const name = new OutsideText(id).cleanLine(100);
  if (!listener) return mismatch(`nobody asked for listener ${name}`);
  if (endpoints.has(id)) return mismatch(`listener ${name} stands there twice`);
  const fault = addressFault({ network, address });
  if (fault !== null) {
    const shown = new OutsideText(address).cleanLine(200);
    return { kind: "unusable-address", listener: name, address: shown, fault };
  }
  return listener.network === network
    ? null
    : mismatch(`listener ${name} is on ${network}, not ${listener.network}`);
};
