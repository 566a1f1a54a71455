import type { Shown, ShownPing } from "./behaviour.ts";
import { quote, type Seen } from "./findings.ts";
import { pingFrame } from "./frames.ts";

/** What GOAWAY says to who pings too often (gRPC's proposal A8). */
export const enhanceYourCalm = "ENHANCE_YOUR_CALM";

type Side = "client" | "server";

/**
 * The pings of one side on the connection of a call while that was under way and silent; none where it cannot be read. A
 * message ends the silence: what a library measures with comes right after it.
 *
 * @param everyMs - what the side was told. Sooner after the call's begin than half of it come pings with which libraries
 *   measure a connection's delay and bandwidth.
 */
export const pingsDuring = (
  { streams, connections }: Shown,
  from: Side,
  everyMs: number,
): readonly ShownPing[] => {
  const [stream] = streams ?? [];
  if (!stream) return [];
  const { begunMs, connection } = stream;
  const untilMs = stream.answeredMs ?? stream.endedMs ?? Number.POSITIVE_INFINITY;
  const pings = connections?.[connection]?.pings[from] ?? [];
  return pings.filter(({ atMs }) => atMs > begunMs + everyMs / 2 && atMs < untilMs);
};

/** Some of these, by their times since the call began. */
export const pingQuote = ({ streams }: Shown, from: Side, pings: readonly ShownPing[]): Seen => {
  const { begunMs = 0, connection = 0 } = streams?.[0] ?? {};
  const times = pings.map(({ atMs }) => `${Math.round(atMs - begunMs)} ms`);
  return quote(
    "wire",
    `PING of the ${from} after ${times.join(", ")} of a call`,
    pings.flatMap((ping) => pingFrame(connection, from, ping)),
  );
};
