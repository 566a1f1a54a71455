import type { Socket } from "node:net";
import { leadsElsewhere } from "../../domain/address-fault.ts";
import type { OutsideText } from "../../domain/outside-text.ts";
import type { ProveAnswer } from "../../domain/prove.ts";
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
 * @param recordedBytes - as the tap takes it.
 */
export const interpose = (
  testbed: Pick<Testbed, "path">,
  slot: PluginSlot,
  answered: (socket: Socket) => Promise<void>,
  before: (plugin: Endpoint) => Promise<void> = async () => {},
  recordedBytes?: number,
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
    const tap = await openTap(placeForClient(testbed, endpoint.network), endpoint, {
      answered,
      ...(recordedBytes !== undefined && { recordedBytes }),
    });
    await before(endpoint);
    slot.announce(redirected(line.raw, tap.endpoint));
    return { line, endpoint, tap };
  });

/** How long after its host's answer a plugin's line may still be on its way to the orchestrator. */
const lineLimitMs = 1000;

/** What came of it, once the host has answered: one that gave up, or never started anything, leaves nothing to wait for. */
export const interposed = async (
  interposing: Eventual<Interposed>,
  slot: PluginSlot,
  answer: ProveAnswer,
): Promise<Interposed> => {
  if (answer.kind === "unsupported" || answer.start?.error) await slot.stop();
  const inTime = await interposing.orAfter(lineLimitMs, null);
  if (inTime) return inTime;
  // The host says that it has a line which nobody printed.
  await slot.stop();
  return interposing.within(lineLimitMs, "the line of a plugin that was ended");
};
