/**
 * Where something stands between client and server, there are two connections. The client's is diagnosed as
 * ever, and what it calls the server is then the intermediary, if that ends TLS. The intermediary's own is
 * diagnosed by the same rules, as that of a client; what they decide there lies deeper and comes first.
 */
import { type Cause, type CauseCode, phaseOf, type Quote } from "../domain/cause.ts";
import { connectionPhase } from "../domain/connection-phase.ts";
import { decisiveConnection } from "../domain/decisive-connection.ts";
import type { CellEvidence, Upstream } from "../domain/evidence.ts";
import type { Phase } from "../domain/phase.ts";
import { firstBytes } from "./first-bytes.ts";
import { quoted, type Symptoms } from "./rule.ts";
import { factsIn } from "./said.ts";

/** Phases whose causes are read off the connection between a client and what answers it. */
const ofTheConnection: ReadonlySet<Phase | null> = new Set<Phase>([
  "dial",
  "tls",
  "alpn",
  "http2",
  "control",
]);

/** The client's connection ends at the intermediary. */
const endsTls = ({ upstream }: CellEvidence): Upstream | null =>
  upstream === null || upstream.tls === "passthrough" ? null : upstream;

/**
 * The intermediary's own connection as symptoms; null where there is none, or nothing is the matter with it:
 * it never got to speak, or the server answered a call.
 */
export const upstreamSymptoms = (symptoms: Symptoms): Symptoms | null => {
  const { evidence, outcome } = symptoms;
  const upstream = endsTls(evidence);
  const connection = decisiveConnection(upstream?.connections ?? []);
  if (!upstream || !connection || !ofCalls.has(outcome.phase)) return null;
  const answered = (connection.wire.http2?.server.headers.length ?? 0) > 0;
  const spoke = connection.bytes.client > 0 || connection.dialError !== null;
  if (answered || !spoke) return null;
  return {
    ...symptoms,
    mode: upstream.tls === "terminate" ? "none" : symptoms.mode,
    outcome: { ...outcome, phase: connectionPhase(connection) },
    evidence: {
      ...evidence,
      connections: upstream.connections,
      upstream: null,
      client: upstream.process,
      configured: { ...evidence.configured, client: null },
      trials: [],
      verification: null,
      report: null,
    },
  };
};

/** Phases that a cell can fail in for want of a connection behind the intermediary. */
const ofCalls: ReadonlySet<Phase> = new Set<Phase>(["tls", "alpn", "http2", "rpc"]);

/**
 * An intermediary that speaks HTTP/1 may give up before it does: the server's SETTINGS come first, and it logs
 * that they are no answer.
 */
export const expectsHttp1 = ({ evidence, outcome }: Symptoms): Cause | null => {
  const upstream = endsTls(evidence);
  const connection = decisiveConnection(upstream?.connections ?? []);
  if (!upstream || !connection || !ofCalls.has(outcome.phase)) return null;
  const { wire, bytes } = connection;
  if (bytes.client > 0 || wire.server.protocol !== "http2") return null;
  const said = factsIn([upstream.process.stderr]).find(({ fact }) => fact.fact === "not-http2");
  if (!said) return null;
  return {
    code: "peer-speaks-http1",
    side: "between",
    decided: true,
    doubt: null,
    sentence: "The intermediary took the server's HTTP/2 for a bad answer of HTTP/1.",
    matched: [firstBytes(connection, "server"), quoted("between", said.quote), ...quotes(upstream)],
    remedy: remedies["peer-speaks-http1"] ?? null,
    clause: "RFC 9113 section 3.4",
  };
};

/** A cause of the intermediary's own connection: there it is the client. */
export const behindIntermediary = (cause: Cause, { evidence }: Symptoms): Cause => ({
  ...cause,
  side: cause.side === "client" ? "between" : cause.side,
  sentence: asIntermediary("client", cause.sentence),
  matched: [
    ...cause.matched.map(asSeenBy("client")),
    ...(evidence.upstream ? quotes(evidence.upstream) : []),
  ],
  remedy: (cause.side === "client" ? remedies[cause.code] : undefined) ?? cause.remedy,
});

/** What to change in an intermediary that is at fault as a client. */
const remedies: Partial<Record<CauseCode, string>> = {
  "peer-speaks-http1":
    "let the intermediary speak HTTP/2 to the server (nginx: grpc_pass in place of proxy_pass)",
  "client-certificate-missing":
    "give the intermediary a client certificate of its own, or let it pass TLS through: the client's ends with its TLS",
};

/** A cause of the client's connection: where the intermediary ends it, what it says of the server holds of the intermediary. */
export const beforeIntermediary = (cause: Cause, { evidence }: Symptoms): Cause => {
  const upstream = endsTls(evidence);
  if (!upstream || cause.side !== "server" || !isOwnDoing(cause.code, upstream)) return cause;
  return {
    ...cause,
    side: "between",
    sentence: asIntermediary("server", cause.sentence),
    matched: [...cause.matched.map(asSeenBy("server")), ...quotes(upstream)],
    remedy: cause.remedy && asIntermediary("server", cause.remedy),
  };
};

/** Whether it is the intermediary that did this, and not the server through it. */
const isOwnDoing = (code: CauseCode, upstream: Upstream): boolean => {
  const server = decisiveConnection(upstream.connections)?.wire.http2?.server;
  switch (code) {
    case "stream-reset":
      return (server?.resets.length ?? 0) === 0;
    case "goaway":
    case "goaway-enhance-your-calm":
      return !server?.goaway;
    default:
      return ofTheConnection.has(phaseOf(code));
  }
};

/** Rules speak of "the client" and "the server" where they mean the two ends of their connection. */
const asIntermediary = (end: "client" | "server", text: string): string =>
  text.replace(
    end === "client" ? /\b([Tt])he client\b/g : /\b([Tt])he server\b/g,
    "$1he intermediary",
  );

const asSeenBy =
  (end: "client" | "server") =>
  (quote: Quote): Quote =>
    quote.by === "wire" || quote.by === "orchestrator"
      ? { ...quote, text: asIntermediary(end, quote.text) }
      : quote;

const quotes = (upstream: Upstream): readonly Quote[] => {
  const { route, connections } = upstream;
  const opened = connections.filter(({ bytes }) => bytes.client > 0).length;
  const went =
    opened === 0 ? "sent the server nothing" : "made a connection of its own to the server";
  const complaint = complaintIn(upstream.process.stderr);
  return [
    quoted("orchestrator", `${route} answered the client itself and ${went}`),
    ...(complaint ? [quoted("between", complaint)] : []),
  ];
};

/** The last line of a log that speaks of a fault; where there is none, of an answer that is one. */
const complaintIn = (log: string): string | undefined => {
  const lines = log.split("\n");
  const line =
    lines.findLast((one) => /error|alert|crit|fail|refused|prematurely/i.test(one)) ??
    lines.findLast((one) => /" [45]\d\d /.test(one));
  return line?.trim().slice(0, 300);
};
