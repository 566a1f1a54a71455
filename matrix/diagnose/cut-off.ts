/** Connections that were ended before a word, where others to the same address fared better or no better. */
import type { Quote } from "../domain/cause.ts";
import type { ConnectionEvidence } from "../domain/evidence.ts";
import { type Finding, quoted, type Symptoms, wire } from "./rule.ts";
import { unsteady, unsteadyCheck, unsteadyRemedy } from "./unsteady-endpoint.ts";

export const how = ({ firstClose }: ConnectionEvidence) => firstClose?.how.toUpperCase() ?? "";

/** Others got an answer from the same address: then no step of the handshake is to blame. */
export const answersSome = (
  when: string,
  connection: ConnectionEvidence,
  elsewhere: readonly Quote[],
): Finding => ({
  side: null,
  decided: false,
  sentence: `${unsteady}: this one was closed ${when}, without a byte of the server.`,
  matched: [wire(`the server closed first (${how(connection)})`), ...elsewhere],
  remedy: unsteadyRemedy,
  nextCheck: unsteadyCheck,
});

/** connect(2) gives ECONNRESET for a connection that was accepted before it was reset, ECONNREFUSED for one that was not. */
export const isReset = (dialError: string | null): boolean =>
  /\bECONNRESET\b/.test(dialError ?? "");

export const resetAtOnce = (
  { dialError, serverAddress }: ConnectionEvidence,
  symptoms: Symptoms,
): Finding | undefined => {
  const { endpoint } = symptoms;
  if (!endpoint || !isReset(dialError)) return undefined;
  const answered = endpoint.serverCertificate !== null || endpoint.inTheClear?.kind === "http2";
  return {
    side: null,
    decided: false,
    sentence: answered
      ? `${unsteady}: this one was accepted and reset at once.`
      : `${serverAddress} accepts connections and resets them at once.`,
    matched: [
      quoted("orchestrator", `${endpoint.address}: ${dialError}`),
      ...(answered
        ? [quoted("orchestrator", "another connection to the same address was answered")]
        : []),
    ],
    remedy: answered
      ? unsteadyRemedy
      : "read the log of what accepts connections there: it resets those of addresses that it does not allow, those above its limit, and those that do not begin as it wants (the PROXY protocol)",
    nextCheck: unsteadyCheck,
  };
};
