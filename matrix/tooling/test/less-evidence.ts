/** Evidence as it would be if somebody had seen less. Nothing is added, and nothing left is changed. */
import type { Symptoms } from "../../diagnose/rule.ts";
import type { CellEvidence, ConnectionEvidence, ProcessEvidence } from "../../domain/evidence.ts";
import type { Observed } from "../../domain/prove.ts";
import type { TlsFacts } from "../../domain/wire-facts.ts";
import type { WireMessage } from "../../domain/wire-message.ts";
import { failurePhase } from "../../run/evidence/failure-phase.ts";

type Less = (symptoms: Symptoms) => Symptoms;

const evidence =
  (change: (evidence: CellEvidence) => Partial<CellEvidence>): Less =>
  (symptoms) => ({
    ...symptoms,
    evidence: { ...symptoms.evidence, ...change(symptoms.evidence) },
  });

const connections = (change: (one: ConnectionEvidence) => ConnectionEvidence): Less =>
  evidence(({ connections, upstream }) => ({
    connections: connections.map(change),
    upstream: upstream && { ...upstream, connections: upstream.connections.map(change) },
  }));

const mute = (process: ProcessEvidence | null) => process && { ...process, stderr: "" };

const wordless = (report: Observed): Observed => ({
  ...report,
  start: report.start && {
    ...report.start,
    ...(report.start.error ? { error: { message: "", chain: [] } } : {}),
  },
  steps: report.steps.map((step) => ({
    ...step,
    calls: step.calls.map((call) => ({ ...call, message: "", chain: [] })),
  })),
});

export const withoutClientTexts: Less = evidence(({ report }) => ({
  report: report && wordless(report),
}));

export const withoutStderr: Less = evidence(({ client, server, upstream }) => ({
  client: mute(client),
  server: mute(server),
  upstream: upstream && { ...upstream, process: { ...upstream.process, stderr: "" } },
}));

/** Nobody recorded what the intermediary did. */
export const withoutUpstreamConnections: Less = evidence(({ upstream }) => ({
  upstream: upstream && { ...upstream, connections: [] },
}));

export const withoutTexts: Less = (symptoms) => withoutStderr(withoutClientTexts(symptoms));

export const withoutReport: Less = evidence(() => ({ report: null }));

export const withoutTrials: Less = evidence(() => ({ trials: [] }));

export const withoutVerification: Less = evidence(() => ({ verification: null }));

const ofEachSide = <One extends { from: "client" | "server" }>(all: readonly One[], most: number) =>
  (["client", "server"] as const).flatMap((from) =>
    all.filter((one) => one.from === from).slice(0, most),
  );

export const boundedMessages = (most: number): Less =>
  connections((one) => ({
    ...one,
    wire: { ...one.wire, messages: ofEachSide(one.wire.messages, most) },
  }));

export const boundedPassages = (most: number): Less =>
  connections((one) => ({ ...one, passages: ofEachSide(one.passages, most) }));

/** As without a key log: what TLS encrypts is gone, and so are the phases that only it showed. */
export const withoutSecrets: Less = (symptoms) => {
  const less = connections((one) => {
    const { tls, messages } = one.wire;
    if (!tls?.serverHello) return one;
    return {
      ...one,
      wire: { ...one.wire, http2: null, messages: messages.map(encrypted), tls: clearOnly(tls) },
    };
  })(symptoms);
  const { outcome } = symptoms;
  const ofConnection = failurePhase(symptoms.evidence) === outcome.phase;
  return ofConnection && !late.has(outcome.phase)
    ? { ...less, outcome: { ...outcome, phase: failurePhase(less.evidence) } }
    : less;
};

/** Phases that are not read off a connection. */
const late: ReadonlySet<string> = new Set(["spawn", "handshake-line", "proof", "control"]);

const encrypted = (message: WireMessage): WireMessage =>
  message.seen === "decrypted"
    ? { ...message, name: "application data", detail: "", seen: "encrypted" }
    : message;

/** TLS 1.2 shows the certificates in the clear (RFC 5246 section 7.4). */
const clearOnly = (tls: TlsFacts): TlsFacts => ({
  ...tls,
  ...(tls.serverHello?.version === "1.3" ? hiddenByTls13 : { alpn: tls.serverHello?.alpn ?? null }),
  finished: { client: false, server: false },
  alerts: tls.alerts.filter(({ seen }) => seen === "clear"),
  visibility: { kind: "clear-only", reason: "no secrets in the key log" },
});

const hiddenByTls13 = {
  alpn: null,
  serverCertificate: null,
  certificateRequest: null,
  clientCertificate: null,
  serverSignatureScheme: null,
  clientSignatureScheme: null,
} as const;
