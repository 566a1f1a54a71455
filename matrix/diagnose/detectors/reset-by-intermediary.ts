import type { ConnectionEvidence } from "../../domain/evidence.ts";
import { type Finding, type Rule, type Symptoms, seenIn, wire } from "../rule.ts";

/** What the client was cut off by is known to be no server: it says so, or the server is seen behind it. */
export const resetByIntermediary: Rule = {
  code: "reset-by-intermediary",
  diagnose: (symptoms) => {
    const { connection } = seenIn(symptoms.evidence);
    if (!connection) return undefined;
    return byItsOwnName(connection) ?? byWhatIsBehind(connection, symptoms);
  },
};

const remedy = "read the log of what stands between, and let it pass HTTP/2 to the server";

/** An answer with a `via` field came from a gateway (RFC 9110 section 7.6.3), and frames go one hop. */
const byItsOwnName = ({ wire: { http2 } }: ConnectionEvidence): Finding | undefined => {
  const via = http2?.server.headers.find((block) => block.via !== null);
  const reset = http2?.server.resets.find(({ code }) => code !== "NO_ERROR");
  if (!via || !reset) return undefined;
  return {
    side: "between",
    decided: true,
    sentence: `What answered in the server's place broke the call off with RST_STREAM (${reset.code}).`,
    matched: [
      wire(`HEADERS of stream ${via.stream}: via ${via.via}`),
      wire(`RST_STREAM on stream ${reset.stream}: ${reset.code}`),
    ],
    remedy,
  };
};

/** The intermediary reset the client's connection, and the server had not ended its own. */
const byWhatIsBehind = (
  { firstClose, wire: { tls, http2 } }: ConnectionEvidence,
  { evidence, outcome }: Symptoms,
): Finding | undefined => {
  const behind = evidence.upstream?.connections ?? [];
  const reset = http2?.server.resets.find(({ code }) => code !== "NO_ERROR");
  const cut = firstClose?.by === "server" && firstClose.how === "rst";
  if (outcome.kind === "timed-out" || behind.length === 0 || !(reset || cut)) return undefined;
  if (tls && !(tls.finished.client && tls.finished.server)) return undefined;
  const byServer = behind.some(
    (one) =>
      one.dialError !== null ||
      one.firstClose?.by === "server" ||
      (one.wire.http2?.server.resets.length ?? 0) > 0 ||
      one.wire.http2?.server.goaway,
  );
  if (byServer || evidence.upstream?.tls === "passthrough") return undefined;
  return {
    side: "between",
    decided: true,
    sentence: "What stands before the server broke off, and the server behind it had not.",
    matched: [
      reset
        ? wire(`RST_STREAM on stream ${reset.stream} towards the client: ${reset.code}`)
        : wire("the connection of the client was reset"),
      wire(`connections behind it that the server ended: 0 of ${behind.length}`),
    ],
    remedy,
  };
};
