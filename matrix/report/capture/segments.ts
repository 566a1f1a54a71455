import type { CapturedConnection } from "../../domain/capture.ts";
import type { Endpoints } from "./endpoints.ts";
import { longestSegment, type Segment, type TcpFlag } from "./ip-packet.ts";

export type TimedSegment = Readonly<{ at: number; segment: Segment }>;

type Side = "client" | "server";

/**
 * A connection as TCP would have carried it (RFC 9293): the handshake when it opened, every chunk and fin
 * acknowledged at once, a reset where there was one. After its reset a side acknowledges nothing. Times never
 * go back: what is dated before its predecessor is given that one's time.
 *
 * @param at - the connection's place in the capture: its initial sequence numbers follow from it, so that a
 *   pair of addresses can come again.
 */
export const segmentsOf = (
  connection: CapturedConnection,
  ends: Endpoints,
  at: number,
): readonly TimedSegment[] => {
  const segments: TimedSegment[] = [];
  const next = { client: at << 20, server: (at << 20) ^ 0x8000_0000 };
  const reset = { client: false, server: false };
  let now = connection.openedAt;

  const send = (from: Side, flags: readonly TcpFlag[], bytes: Uint8Array = new Uint8Array()) => {
    const to = other(from);
    segments.push({
      at: now,
      segment: {
        source: ends[from],
        destination: ends[to],
        sequence: next[from] >>> 0,
        acknowledgment: next[to] >>> 0,
        flags,
        bytes,
      },
    });
    // SYN and FIN take one sequence number each (RFC 9293 section 3.4).
    next[from] += bytes.length + (flags.includes("syn") || flags.includes("fin") ? 1 : 0);
  };
  const acknowledged = (by: Side) => {
    if (!reset[by]) send(by, ["ack"]);
  };

  send("client", ["syn"]);
  send("server", ["syn", "ack"]);
  send("client", ["ack"]);
  for (const event of eventsOf(connection)) {
    now = Math.max(now, event.at);
    if ("bytes" in event) {
      const { from, bytes } = event;
      for (let start = 0; start < bytes.length; start += longestSegment) {
        const part = bytes.subarray(start, start + longestSegment);
        const last = start + part.length === bytes.length;
        send(from, last ? ["psh", "ack"] : ["ack"], part);
        acknowledged(other(from));
      }
    } else if (event.how === "fin") {
      send(event.by, ["fin", "ack"]);
      acknowledged(other(event.by));
    } else {
      send(event.by, ["rst", "ack"]);
      reset[event.by] = true;
    }
  }
  return segments;
};

/** Chunks and closes in order of time; at the same time chunks come first. */
const eventsOf = ({ chunks, closes }: CapturedConnection) =>
  [...chunks, ...closes].sort((a, b) => a.at - b.at);

const other = (side: Side): Side => (side === "client" ? "server" : "client");
