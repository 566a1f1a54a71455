import type { Quote } from "../../domain/cause.ts";
import { isAnotherListener } from "../foreign-protocol.ts";
import { shortSilence } from "../patience.ts";
import { quoted, type Rule, seenIn, wire } from "../rule.ts";
import { someAnswered, unsteady, unsteadyCheck, unsteadyRemedy } from "../unsteady-endpoint.ts";

/** TLS began, nobody refused anything, and then one side sent no more. */
export const handshakeStalled: Rule = {
  code: "handshake-stalled",
  diagnose: (symptoms) => {
    const { outcome, evidence } = symptoms;
    if (isAnotherListener(symptoms)) return undefined;
    const { connection, tls } = seenIn(evidence);
    if (!connection || !tls) return undefined;
    // Libraries give a handshake 10 or 20 s of their own, and report another status than the deadline's.
    const unanswered = connection.bytes.server === 0 && connection.firstClose?.by === "client";
    if (outcome.kind !== "timed-out" && !unanswered) return undefined;
    if (connection.wire.client.protocol !== "tls" || connection.firstClose?.by === "server") {
      return undefined;
    }
    if (tls.alerts.length > 0 || (tls.finished.client && tls.finished.server)) return undefined;
    const { bytes } = connection;
    const amounts = wire(
      `${bytes.client} bytes of the client, ${bytes.server} of the server${outcome.kind === "timed-out" ? `, within ${outcome.limitMs} ms` : ""}`,
    );
    if (!tls.clientHello) {
      return {
        side: "client",
        decided: true,
        sentence: "The client began a ClientHello and never finished it.",
        matched: [amounts],
        remedy: "look where the client, or what relays for it, stopped sending",
      };
    }
    if (bytes.server > 0) {
      return {
        side: null,
        decided: false,
        sentence: "The TLS handshake began and came to no end.",
        matched: [amounts],
        nextCheck: symptoms.endpoint
          ? "read the log of the server, and of what stands before it, for why the handshake came to no end"
          : "see in handshake.txt which side was the last to send, and ask the other",
      };
    }
    const { wide } = seenIn(evidence);
    const elsewhere: readonly Quote[] =
      wide?.result === "accepted"
        ? [quoted("orchestrator", `offered everything, the same server chose ${wide.saw}`)]
        : someAnswered(symptoms);
    if (elsewhere.length > 0) {
      return {
        side: null,
        decided: false,
        sentence: `${unsteady}: this one got no answer to its ClientHello.`,
        matched: [amounts, ...elsewhere],
        remedy: unsteadyRemedy,
        nextCheck: unsteadyCheck,
      };
    }
    const short = shortSilence(symptoms);
    if (short) {
      return {
        side: null,
        decided: false,
        sentence: `The server accepted the connection and did not answer the ClientHello within ${short.waited}.`,
        matched: [amounts],
        remedy: "look where the server waits before its handshake, and what stands before it",
        nextCheck: short.nextCheck,
      };
    }
    return {
      side: "server",
      decided: true,
      sentence: "The server accepted the connection and never answered the ClientHello.",
      matched: [amounts],
      remedy: "look where the server waits before its handshake, and what stands before it",
    };
  },
};
