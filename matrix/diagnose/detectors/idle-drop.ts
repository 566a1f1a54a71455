import type { ConnectionEvidence } from "../../domain/evidence.ts";
import type { Http2Side } from "../../domain/http2-facts.ts";
import { type Rule, seenIn, wire } from "../rule.ts";

/** The shortest default at which a known intermediary drops what idles: nginx's grpc_read_timeout, 60 s. */
const shortestIdleMs = 60_000;

/** A connection was silent for long, and nothing that came after it was answered. */
export const idleDrop: Rule = {
  code: "idle-drop",
  diagnose: ({ evidence }) => {
    const { connection } = seenIn(evidence);
    if (!connection) return undefined;
    const goaway = connection.wire.http2?.server.goaway;
    if (goaway && isIdleLimit(goaway)) {
      return {
        side: "server",
        decided: true,
        sentence: "The server ended the connection because nobody had used it for a while.",
        matched: [wire(`GOAWAY of the server: ${goaway.code}, debug data "${goaway.debugData}"`)],
        remedy: "lengthen the server's MaxConnectionIdle, or let the client retry",
      };
    }
    const gap = unansweredGap(connection);
    if (gap === null) return undefined;
    return {
      side: null,
      decided: false,
      sentence: "The connection was idle, and what the client sent then was not answered.",
      matched: [wire(`no byte for ${Math.round(gap / 1000)} s, then bytes of the client alone`)],
      remedy: "send keepalive pings more often than what stands between drops connections",
      nextCheck: "hold a channel idle for 70 s and then 360 s, with keepalive pings and without",
    };
  },
};

/** What grpc-go's server says when its MaxConnectionIdle has passed (internal/transport/http2_server.go). */
export const isIdleLimit = ({ code, debugData }: NonNullable<Http2Side["goaway"]>): boolean =>
  code === "NO_ERROR" && debugData === "max_idle";

/** The longest silence after which only the client spoke, in milliseconds; null where none is long enough. */
const unansweredGap = ({ passages }: ConnectionEvidence): number | null => {
  const inOrder = [...passages].sort((a, b) => a.atMs - b.atMs);
  const lastOfServer = inOrder.findLastIndex(({ from }) => from === "server");
  const next = inOrder[lastOfServer + 1];
  const before = inOrder[lastOfServer];
  if (!before || !next) return null;
  const gaps = inOrder
    .slice(lastOfServer)
    .flatMap((one, at, all) => (at === 0 ? [] : [one.atMs - (all[at - 1]?.atMs ?? one.atMs)]));
  const longest = Math.max(...gaps);
  return longest >= shortestIdleMs ? longest : null;
};
