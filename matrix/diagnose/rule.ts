import type { Cause, KnownCause, Quote, Side } from "../domain/cause.ts";
import type { Mode } from "../domain/cell.ts";
import { decisiveConnection as decisive } from "../domain/decisive-connection.ts";
import type { CellEvidence, ConnectionEvidence, Control } from "../domain/evidence.ts";
import { excerpt } from "../domain/excerpt.ts";
import type { Outcome } from "../domain/outcome.ts";
import type { EndpointEvidence } from "../domain/probe-evidence.ts";
import type { CallReport } from "../domain/prove.ts";
import type { JudgedStep } from "../domain/run-result.ts";
import type { TlsFacts } from "../domain/wire-facts.ts";
import type { WireMessage } from "../domain/wire-message.ts";

/** What a rule may look at. Not the cell's id, not the names of implementations: evidence only. */
export type Symptoms = CellSymptoms | EndpointSymptoms;

/** Of a call between two implementations, both of which the orchestrator started or reached. */
export type CellSymptoms = ConnectionSymptoms &
  Readonly<{
    endpoint: null;
    /** Properties that the cell asked for and that were observed otherwise, one sentence each. */
    labelDifferences: readonly string[];
  }>;

/** Of a probe: nothing is seen of the server but what it answers. */
export type EndpointSymptoms = ConnectionSymptoms &
  Readonly<{
    /** What the endpoint showed to other questions. */
    endpoint: EndpointEvidence;
    /**
     * How the same address answered the attempt's own ClientHello on another connection; null where it was not tried, or
     * not answered.
     */
    helloElsewhere: Readonly<{ end: "finished" | "refused"; saw: string }> | null;
  }>;

type ConnectionSymptoms = Readonly<{
  /** What was asked for. */
  mode: Mode;
  outcome: Extract<Outcome, { kind: "failed" | "timed-out" }>;
  evidence: CellEvidence;
  steps: readonly JudgedStep[];
  controls: readonly Control[];
}>;

/** One cause: what speaks for it, and what to say then. */
export type Rule = RuleOf<Symptoms>;

/** What only a cell can show: both of its sides are known. */
export const ofCell = ({ diagnose, ...rule }: RuleOf<CellSymptoms>): Rule => ({
  ...rule,
  diagnose: (symptoms) => (symptoms.endpoint === null ? diagnose(symptoms) : undefined),
});

/** What only the other questions of a probe can show. */
export const ofEndpoint = ({ diagnose, ...rule }: RuleOf<EndpointSymptoms>): Rule => ({
  ...rule,
  diagnose: (symptoms) => (symptoms.endpoint === null ? undefined : diagnose(symptoms)),
});

type RuleOf<Seen> = Readonly<{
  code: KnownCause;
  /** What the rule rests on, where it is not what the cause itself rests on. */
  clause?: string;
  /** @returns undefined where nothing speaks for this cause. */
  diagnose(symptoms: Seen): Finding | undefined;
}>;

export type Finding = Pick<Cause, "side" | "decided" | "sentence" | "matched"> &
  Partial<Pick<Cause, "remedy" | "doubt">> &
  Readonly<{
    /** The rule that was broken, where neither rule nor cause can name it. */
    clause?: string;
    /** The check that would decide, where `decided` is false. */
    nextCheck?: string | null;
  }>;

/** Several ways to one cause: the first that finds it counts. */
export const firstOf = (code: KnownCause, ...ways: readonly Rule["diagnose"][]): Rule => ({
  code,
  diagnose: (symptoms) => {
    for (const way of ways) {
      const found = way(symptoms);
      if (found) return found;
    }
    return undefined;
  },
});

/** What one observation shows for certain, in the same words in every case. */
export type Certainty = Readonly<{
  side: Side | null;
  sentence: string;
  remedy: string;
  /** What shows it; undefined or empty where nothing does. */
  shownBy(symptoms: Symptoms): readonly Quote[] | undefined;
}>;

export const certain =
  ({ shownBy, ...words }: Certainty): Rule["diagnose"] =>
  (symptoms) => {
    const matched = shownBy(symptoms) ?? [];
    return matched.length === 0 ? undefined : { ...words, decided: true, matched };
  };

/** The connection that a diagnosis is about. */
export const decisiveConnection = ({ connections }: CellEvidence): ConnectionEvidence | undefined =>
  decisive(connections);

/** What most rules ask for: the connection that a diagnosis is about, and what was read off it. */
export const seenIn = (evidence: CellEvidence) => {
  const connection = decisiveConnection(evidence);
  const { tls, http2 } = connection?.wire ?? {};
  return {
    connection,
    tls: tls ?? undefined,
    http2: http2 ?? undefined,
    /** The server's header blocks. */
    answers: http2?.server.headers ?? [],
    /** The trial in which the server was offered everything. */
    wide: evidence.trials.find(({ narrowed }) => narrowed === "nothing"),
  };
};

export const tlsOf = (evidence: CellEvidence): TlsFacts | undefined => seenIn(evidence).tls;

/** When a side sent the first message that fits, in milliseconds since the cell began; null if nobody saw one. */
export const sentAt = (
  { wire: { messages }, passages }: ConnectionEvidence,
  from: "client" | "server",
  fits: (message: WireMessage) => boolean,
): number | null => {
  const message = messages.find((one) => one.from === from && fits(one));
  const passage =
    message && passages.find((one) => one.from === from && one.endsAt >= message.endsAt);
  return passage?.atMs ?? null;
};

/** Something that was seen or said, as a cause quotes it. */
export const quoted = (by: Quote["by"], text: string): Quote => ({ by, text });

export const wire = (text: string): Quote => quoted("wire", text);

export const sentAlert = ({ from, code, name }: TlsFacts["alerts"][number]): Quote =>
  wire(`the ${from} sent alert ${code} ${name}`);

/** Of a client that was waited for in vain. */
export const nothingArrived = quoted("orchestrator", "no connection arrived at the address");

/**
 * The calls with which a proof ended otherwise than well. Of a call before the last step a proof expected what came: a client
 * ends the list after a step with another status (CONTRACT.md, "prove").
 */
export const failedCalls = ({ report }: Pick<CellEvidence, "report">): readonly CallReport[] =>
  report?.steps.at(-1)?.calls.filter(({ status }) => status !== "OK") ?? [];

/** How long the client's calls took, in milliseconds; with a plugin's start, which the limit of the calls bounds too. */
export const waitedMs = ({ report }: Pick<CellEvidence, "report">): number =>
  (report?.steps ?? []).reduce(
    (sum, { elapsedMs }) => sum + elapsedMs,
    report?.start?.elapsedMs ?? 0,
  );

/**
 * Every text that the client's library gave for its failed calls, outermost first. A client that reports none, and lives
 * for the cell alone, has printed them.
 */
export const clientTexts = ({ report, client }: CellEvidence): readonly string[] => {
  if (!report) return client?.shared === false && client.stderr !== "" ? [client.stderr] : [];
  const calls = failedCalls({ report });
  const texts = calls.flatMap((call) => [call.message, ...call.chain]);
  const error = report.start?.error;
  const all = [...texts, ...(error ? [error.message, ...error.chain] : [])];
  return [...new Set(all)].filter((text) => text !== "");
};

/** The first text in which a pattern stands, with its surroundings cut to a quotable length. */
export const quoteFrom = (
  by: Quote["by"],
  texts: readonly string[],
  pattern: RegExp,
): Quote | undefined => {
  for (const text of texts) {
    const line = text.split("\n").find((candidate) => pattern.test(candidate));
    if (line === undefined) continue;
    const at = line.search(pattern);
    const from = Math.max(0, at - 120);
    return { by, text: `${from > 0 ? "…" : ""}${excerpt(line, from, at + 180).trim()}` };
  }
  return undefined;
};

/** Reached Finished on both sides, as far as anybody could see. */
export const handshakeFinished = (tls: TlsFacts): boolean =>
  tls.finished.client && tls.finished.server;
