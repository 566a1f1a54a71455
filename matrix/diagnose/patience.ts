import { longestHandshakeMs } from "../knowledge/handshake-patience.ts";
import type { Symptoms } from "./rule.ts";

/** A silence that was listened to for less time than clients do. */
export type ShortSilence = Readonly<{ waited: string; nextCheck: string }>;

/**
 * Whether a probe gave up where the slowest of the usual clients still waits: then nobody knows that no answer comes.
 *
 * @returns null of a cell, whose client waited as long as it does, and of a probe that waited as long.
 */
export const shortSilence = ({ endpoint, outcome }: Symptoms): ShortSilence | null => {
  if (!endpoint || outcome.kind !== "timed-out" || outcome.limitMs >= longestHandshakeMs)
    return null;
  const waited = `${outcome.limitMs / 1000} s`;
  return {
    waited,
    nextCheck: `probe with --timeout ${longestHandshakeMs}: the slowest of the usual clients waits ${longestHandshakeMs / 1000} s for a connection to be ready, and no answer within ${waited} leaves open whether one comes later`,
  };
};
