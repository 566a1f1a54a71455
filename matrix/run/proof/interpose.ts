import type { Socket } from "node:net";
import { leadsElsewhere } from "../../domain/address-fault.ts";
import type { OutsideText } from "../../domain/outside-text.ts";
import type { Eventual } from "../../limits/eventual.ts";
import { parseHandshakeLine, redirected } from "../observe/handshake-line.ts";
import { type Endpoint, openTap, type Tap } from "../observe/tap.ts";
import type { PluginSlot } from "../supervise/plugin-registry.ts";
import { placeForClient } from "./open-path.ts";
import type { Testbed } from "./testbed.ts";

export type Interposed = Readonly<{
  /** The plugin's first line as it printed it. */
  line: OutsideText | null;
  endpoint: Endpoint | null;
  tap: Tap | null;
}>;

/**
 * Hands the host the plugin's line with the tap's address in it, when it comes.
 *
 * @param before - what is done with the plugin before its host hears of it.
 */
export const interpose = (
  testbed: Pick<Testbed, "path">,
  slot: PluginSlot,
  answered: (socket: Socket) => Promise<void>,
  before: (plugin: Endpoint) => Promise<void> = async () => {},
): Eventual<Interposed> =>
  slot.line.map(async (line) => {
    const nothing = { line, endpoint: null, tap: null };
    if (line === null) return nothing;
    const parsed = parseHandshakeLine(line.raw);
    if (!parsed) {
      // Its host is to say what is wrong with it, but not to dial another machine.
      if (leadsElsewhere(line.raw)) void slot.stop();
      else slot.announce(line.raw);
      return nothing;
    }
    const { endpoint } = parsed;
    const tap = await openTap(placeForClient(testbed, endpoint.network), endpoint, { answered });
    await before(endpoint);
    slot.announce(redirected(line.raw, tap.endpoint));
    return { line, endpoint, tap };
  });
