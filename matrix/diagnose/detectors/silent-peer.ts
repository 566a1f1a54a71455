import type { WireMessage } from "../../domain/wire-message.ts";
import { isAnotherListener } from "../foreign-protocol.ts";
import { shortSilence } from "../patience.ts";
import { quoted, type Rule, seenIn, wire } from "../rule.ts";

const isServersBytes = ({ from, name }: WireMessage) => from === "server" && name === "bytes";

/** A side that accepted or opened a connection and never sent a byte on it. */
export const silentPeer: Rule = {
  code: "silent-peer",
  diagnose: (symptoms) => {
    const { outcome, evidence } = symptoms;
    if (isAnotherListener(symptoms)) return undefined;
    const { connection } = seenIn(evidence);
    if (outcome.kind !== "timed-out" || !connection || connection.dialError) return undefined;
    const { bytes, wire: seen } = connection;
    const closedFirst = connection.firstClose?.by;
    if (bytes.client === 0) {
      return {
        side: "client",
        decided: true,
        sentence: "The client opened a connection and sent nothing on it.",
        matched: [
          wire(
            `0 bytes of the client, ${bytes.server} of the server, within ${outcome.limitMs} ms`,
          ),
        ],
        remedy: "look where the client waits before it speaks",
      };
    }
    const { tls, http2 } = seen;
    if (tls?.finished.client && tls.finished.server && http2?.preface && closedFirst !== "server") {
      if (http2.server.frames.length > 0 || seen.messages.some(isServersBytes)) return undefined;
      const short = shortSilence(symptoms);
      return {
        side: "server",
        decided: short === null,
        sentence:
          short === null
            ? "The server finished the TLS handshake and never spoke HTTP/2."
            : `The server finished the TLS handshake and did not speak HTTP/2 within ${short.waited}.`,
        matched: [wire(`no frame of the server within ${outcome.limitMs} ms`)],
        remedy: "look what stands behind the end of TLS, and what it waits for",
        ...(short && { nextCheck: short.nextCheck }),
      };
    }
    if (bytes.server > 0 || closedFirst === "server" || seen.client.protocol === "tls") {
      return undefined;
    }
    const trial = seenIn(evidence).wide;
    if (trial?.result === "accepted") return undefined;
    const short = shortSilence(symptoms);
    return {
      side: "server",
      decided: seen.client.protocol === "http2" && short === null,
      sentence:
        short === null
          ? "The server accepted the connection and never sent a byte."
          : `The server accepted the connection and did not send a byte within ${short.waited}.`,
      matched: [
        wire(`${bytes.client} bytes of the client, 0 of the server, within ${outcome.limitMs} ms`),
        ...(trial ? [quoted("orchestrator", `a ClientHello got: ${trial.saw}`)] : []),
      ],
      remedy:
        "look where the server waits: a backlog that nobody accepts from, or another protocol",
      nextCheck: short?.nextCheck ?? "connect to the address and see whether anything speaks first",
    };
  },
};
