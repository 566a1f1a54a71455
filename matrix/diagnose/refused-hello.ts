import type { KnownCause, Quote, Side } from "../domain/cause.ts";
import { withDoubt } from "../domain/doubt.ts";
import type { Narrowed } from "../domain/evidence.ts";
import type { ClientHello } from "../domain/wire-facts.ts";
import { quoted, type Rule, type Symptoms, seenIn, sentAlert, wire } from "./rule.ts";
import { refusesItsChoice } from "./unsteady-endpoint.ts";

/** A list of the ClientHello in which a server found nothing for itself. */
export type RefusedList = Readonly<{
  code: KnownCause;
  /** As of {@link Rule}. */
  clause?: string;
  narrowed: Exclude<Narrowed, "nothing">;
  /** The list's extension or field in words. */
  title: string;
  values(hello: ClientHello): readonly string[];
  /** What RFC 8446 section 9.1 has every implementation offer: a client that does is not the odd one. */
  ordinary: readonly string[];
  sentence: string;
  remedy: string;
  /** Whether what the server chose where it was offered everything shows that the list had something for it. */
  contradictedBy?: (chosen: string, values: readonly string[]) => boolean;
  /** What else explains that the list alone was refused, one sentence without its period; null where nothing does. */
  alsoExplainedBy?: (symptoms: Symptoms) => string | null;
}>;

/**
 * A server refused a client's hello, accepted one that offers everything, and refused the same with
 * this one list cut down to the client's.
 */
export const refusedHello = (list: RefusedList): Rule => ({
  code: list.code,
  ...(list.clause !== undefined && { clause: list.clause }),
  diagnose: (symptoms) => {
    const { trials } = symptoms.evidence;
    const hello = seenIn(symptoms.evidence).tls?.clientHello;
    if (!hello || trials.length < 2) return undefined;
    // The list was accepted on another connection.
    if (symptoms.endpoint && symptoms.helloElsewhere?.end === "finished") return undefined;
    const wide = trials.find(({ narrowed }) => narrowed === "nothing");
    const refused = trials.filter(
      ({ narrowed, result }) => narrowed !== "nothing" && result === "refused",
    );
    if (refusesItsChoice(symptoms)) return undefined;
    const own = refused.find(({ narrowed }) => narrowed === list.narrowed);
    if (wide?.result !== "accepted" || !own) return undefined;
    const values = list.values(hello);
    if (list.contradictedBy?.(wide.saw, values)) return undefined;
    const quotes: readonly Quote[] = [
      wire(`ClientHello ${list.title}: ${values.join(", ") || "none"}`),
      ...refusalQuotes(symptoms),
      quoted("orchestrator", `offered everything, the same server chose ${wide.saw}`),
      quoted(
        "orchestrator",
        `offered everything but only the client's ${list.title}, it refused: ${own.saw}`,
      ),
    ];
    const finding = {
      side: sideOf(values, list.ordinary),
      doubt: null,
      decided:
        refused.length === 1 &&
        hasTriedVersions(symptoms) &&
        trials.every(({ result }) => result !== "inconclusive"),
      sentence: list.sentence,
      matched: quotes,
      remedy: list.remedy,
      nextCheck: "offer the server each list in turn, the others being complete",
    };
    const doubt = list.alsoExplainedBy?.(symptoms) ?? null;
    return doubt === null ? finding : withDoubt(finding, doubt);
  },
});

/** Without this one, what is entailed by the version could pass for a cause of its own. */
const hasTriedVersions = ({ evidence: { trials } }: Symptoms): boolean =>
  trials.some(({ narrowed }) => narrowed === "versions");

const sideOf = (values: readonly string[], ordinary: readonly string[]): Side =>
  ordinary.some((value) => values.includes(value)) ? "server" : "client";

const refusalQuotes = ({ evidence }: Symptoms): readonly Quote[] => {
  const { connection } = seenIn(evidence);
  const alerts = connection?.wire.tls?.alerts.filter(({ from }) => from === "server") ?? [];
  if (alerts.length > 0) {
    return alerts.map(sentAlert);
  }
  return connection?.firstClose?.by === "server"
    ? [wire("the server closed the connection without an alert")]
    : [];
};
