import type { Quote } from "../domain/cause.ts";
import type { CellEvidence, Exit } from "../domain/evidence.ts";
import { clientTexts, quoted, type Symptoms } from "./rule.ts";
import { factsIn } from "./said.ts";
import { tellingLine } from "./telling-line.ts";

/** How a process ended, in words. */
export const endOf = (exit: Exit): string => exit.signal ?? `exit code ${exit.code}`;

/** Why the server ended, in the line of its standard error that says so; empty where it said nothing. */
export const lastWords = ({ evidence }: Symptoms): readonly Quote[] => {
  const words = tellingLine(evidence.server?.stderr ?? "");
  return words === "" ? [] : [quoted("server", words.slice(0, 300))];
};

/** Whether a plugin ended by what its host sends it once a call has failed: that is no symptom. */
export const endedByHost = ({ handshakeLine, server }: CellEvidence): boolean =>
  handshakeLine !== null && /^SIG(KILL|TERM|INT)$/.test(server?.exit?.signal ?? "");

/** Signals that nobody sends to end a plugin. */
const crash = /^SIG(ABRT|SEGV|BUS|FPE|ILL|SYS|TRAP)$/;

/**
 * The end of a process that had announced nothing and that nobody ended for being late; null where it is not known
 * to be one.
 */
export const earlyEnd = ({ outcome, evidence }: Symptoms): Exit | null => {
  const exit = evidence.server?.exit;
  if (!exit || evidence.handshakeLine !== null) return null;
  if (outcome.phase === "spawn") return exit.signal === "SIGKILL" ? null : exit;
  if (outcome.phase !== "handshake-line" || exit.signal === null) return null;
  if (crash.test(exit.signal)) return exit;
  // A host that waits in vain says so, and then sends signals.
  const said = factsIn(clientTexts(evidence)).map(({ fact }) => fact.fact);
  return said.includes("plugin-exited-early") && !said.includes("timeout") ? exit : null;
};
