import { isHandshakeLine, isRefusedLine } from "../diagnose/handshake-line.ts";
import { refusedMessage } from "../diagnose/refused-message.ts";
import type { Symptoms } from "../diagnose/rule.ts";
import type { Mode } from "../domain/cell.ts";
import { decisiveConnection } from "../domain/decisive-connection.ts";
import type { CellEvidence, ConnectionEvidence } from "../domain/evidence.ts";
import type { Phase } from "../domain/phase.ts";
import { defaultDeadlineMs } from "../run/axes/default-deadline.ts";
import { type ConnectionState, connectionState } from "../run/evidence/connection-state.ts";
import { failurePhase } from "../run/evidence/failure-phase.ts";

/** Connections that nobody planned: what was seen of them, and when. */
export type Session = Readonly<{
  evidence: CellEvidence;
  /** Now, in milliseconds since the session began, as the times in the evidence are. */
  atMs: number;
  /** Who ended the server's process, also where its exit was not seen; null where it runs, or there is none. */
  endedBy: "itself" | "host" | null;
}>;

export type Tally = Readonly<Record<ConnectionState["kind"], number>>;

/** What a session came to so far. */
export type SessionOutcome = Readonly<
  /** Nothing failed, and a connection was healthy or unread. */
  | { kind: "healthy"; tally: Tally }
  /** Nothing failed, and nothing has come to an end. */
  | { kind: "undecided"; tally: Tally; waitsFor: string }
  | { kind: "failed"; tally: Tally; symptoms: Symptoms }
>;

/** How long an open session may be silent before that is a failure. */
const patienceMs = defaultDeadlineMs;

/** What broke in a session, by the order of phases: the process, its line, the last connection that failed. */
export const sessionOutcome = (session: Session): SessionOutcome => {
  const { evidence, atMs } = session;
  const states = evidence.connections.map((connection) => ({
    connection,
    state: stateOf(connection, atMs),
  }));
  const tally = tallyOf(states.map(({ state }) => state));
  const failed = (
    phase: Phase,
    reason: string,
    limitMs: number | null = null,
    connection: ConnectionEvidence | null = null,
  ): SessionOutcome => ({
    kind: "failed",
    tally,
    symptoms: symptomsOf(
      connection ? { ...evidence, connections: [connection] } : evidence,
      limitMs === null
        ? { kind: "failed", phase, reason }
        : { kind: "timed-out", phase, limitMs: Math.round(limitMs) },
    ),
  });

  const start = evidence.server && startFailure(session);
  if (start) return failed(start.phase, start.reason, start.limitMs);
  const last = states.findLast(({ state }) => state.kind === "failed" || state.kind === "stalled");
  if (last?.state.kind === "failed" || last?.state.kind === "stalled") {
    const { connection, state } = last;
    const phase = failurePhase({ ...evidence, connections: [connection], report: null });
    if (state.kind === "stalled") return failed(phase, state.reason, state.limitMs, connection);
    return failed(state.phase ?? phase, state.reason, null, connection);
  }
  const healthy = states.findLast(
    ({ state }) => state.kind === "healthy" || state.kind === "unread",
  )?.connection;
  if (healthy && isInsecure(evidence, healthy)) {
    return failed(
      "control",
      "the host sent a certificate for auto-mTLS, and both sides spoke in the clear",
      null,
      healthy,
    );
  }
  const end = evidence.server?.exit;
  if (end && session.endedBy === "itself" && end.code !== 0 && states.length > 0) {
    return failed("rpc", `the server ended with ${end.signal ?? `exit code ${end.code}`}`);
  }
  if (healthy) return { kind: "healthy", tally };
  const unanswered = states.findLast(
    ({ state, connection }) => state.kind === "pending" && connection.bytes.client > 0,
  )?.connection;
  if (unanswered && session.endedBy === "host") {
    const phase = failurePhase({ ...evidence, connections: [unanswered], report: null });
    return failed(phase, "the host ended the plugin before its answer", null, unanswered);
  }
  if (evidence.handshakeLine !== null && states.length === 0) {
    const waited = "the host read the plugin's line and did not connect to its address";
    if (session.endedBy || atMs > patienceMs) return failed("dial", waited);
  }
  return { kind: "undecided", tally, waitsFor: awaited(evidence, tally) };
};

/** With what the texts of the stacks tell of a call that came to its end: a message that was refused for its size. */
const stateOf = (connection: ConnectionEvidence, atMs: number): ConnectionState => {
  const state = connectionState(connection, atMs, patienceMs);
  const { http2 } = connection.wire;
  const refused = state.kind === "healthy" && http2 ? refusedMessage(http2) : undefined;
  return refused ? { kind: "failed", reason: refused.saw[0], phase: "rpc" } : state;
};

const awaited = ({ server, handshakeLine }: CellEvidence, { pending }: Tally): string => {
  if (pending > 0) return "an answer on an open connection";
  if (server && handshakeLine === null) return "the plugin's first line";
  return "a connection that speaks TLS or HTTP/2";
};

type StartFailure = Readonly<{ phase: Phase; reason: string; limitMs: number | null }>;

/** Why a plugin never got as far as a connection; null where it did, or still may. */
const startFailure = ({ evidence, atMs, endedBy }: Session): StartFailure | null => {
  const { server, handshakeLine } = evidence;
  if (server?.notStarted)
    return { phase: "spawn", reason: server.notStarted.reason, limitMs: null };
  if (handshakeLine === null) {
    if (server?.exit && endedBy === "itself") {
      const { code, signal } = server.exit;
      const reason = `ended with ${signal ?? `exit code ${code}`} before its first line`;
      return { phase: "spawn", reason, limitMs: null };
    }
    if (endedBy === null && atMs < patienceMs) return null;
    return { phase: "handshake-line", reason: "no line", limitMs: atMs };
  }
  if (evidence.connections.length > 0) return null;
  if (isRefusedLine(handshakeLine, evidence.configured.host)) {
    const reason = isHandshakeLine.test(handshakeLine.trim())
      ? "the host does not take the first line"
      : "the first line is no handshake line";
    return { phase: "handshake-line", reason, limitMs: null };
  }
  if (!evidence.clientCertificateInEnvironment || evidence.serverCertificateInLine) return null;
  // Of a line that is as it should be otherwise, no rule of the phase "handshake-line" knows more.
  return { phase: "tls", reason: "the line has no certificate", limitMs: null };
};

const isInsecure = (evidence: CellEvidence, { wire }: ConnectionEvidence): boolean =>
  evidence.clientCertificateInEnvironment !== null && wire.tls === null;

const symptomsOf = (evidence: CellEvidence, outcome: Symptoms["outcome"]): Symptoms => ({
  mode: seenMode(evidence),
  endpoint: null,
  outcome,
  evidence,
  steps: [],
  controls: [],
  labelDifferences: [],
});

/** The mode as environment and wire show it. A CertificateRequest that could not be read leaves it at `tls`. */
export const seenMode = (evidence: CellEvidence): Mode => {
  if (evidence.clientCertificateInEnvironment) return "auto-mtls";
  const tls = decisiveConnection(evidence.connections)?.wire.tls;
  if (!tls) return "none";
  return tls.certificateRequest || tls.clientCertificate ? "mtls" : "tls";
};

const tallyOf = (states: readonly ConnectionState[]): Tally => {
  const count = (kind: ConnectionState["kind"]) =>
    states.filter((state) => state.kind === kind).length;
  return {
    healthy: count("healthy"),
    unread: count("unread"),
    failed: count("failed"),
    stalled: count("stalled"),
    pending: count("pending"),
    foreign: count("foreign"),
    unused: count("unused"),
  };
};
