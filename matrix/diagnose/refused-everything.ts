import type { KnownCause, Quote } from "../domain/cause.ts";
import { quoted, type Rule, seenIn, sentAlert, tlsOf } from "./rule.ts";

/** A reason that a server can have for handshake_failure whatever it is offered. */
export type OwnReason = Readonly<{
  code: KnownCause;
  /** As of {@link Rule}. */
  clause?: string;
  sentence: string;
  remedy: string;
  nextCheck: string;
}>;

/**
 * A server that answers every ClientHello, even one that offers everything, with handshake_failure (RFC 8446 section
 * 6.2) has nothing to choose of its own: a candidate for each thing that it may lack.
 */
export const refusedEverything = ({ sentence, remedy, nextCheck, ...rule }: OwnReason): Rule => ({
  ...rule,
  diagnose: ({ evidence }) => {
    const { wide } = seenIn(evidence);
    const alert = refusalOf(tlsOf(evidence)?.alerts ?? []);
    if (!alert || wide?.result !== "refused" || seenIn(evidence).tls?.serverHello) return undefined;
    const matched: readonly Quote[] = [
      sentAlert(alert),
      quoted("orchestrator", `offered everything, it refused too: ${wide.saw}`),
    ];
    return { side: "server", decided: false, sentence, matched, remedy, nextCheck };
  },
});

const refusalOf = <Alert extends Readonly<{ from: string; name: string }>>(
  alerts: readonly Alert[],
): Alert | undefined =>
  alerts.find(({ from, name }) => from === "server" && name === "handshake_failure");
