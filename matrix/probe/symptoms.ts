import type { EndpointSymptoms } from "../diagnose/rule.ts";
import type { CellEvidence, Control } from "../domain/evidence.ts";
import type { Outcome } from "../domain/outcome.ts";
import type { EndpointEvidence } from "../domain/probe-evidence.ts";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import { failurePhase } from "../run/evidence/failure-phase.ts";
import type { CallAttempt } from "./attempt-call.ts";
import type { Experiments } from "./experiments.ts";
import type { Question } from "./question.ts";

/**
 * The attempt as the diagnosis takes it.
 *
 * @param at - when it was made, ISO 8601.
 * @param defaultRoots - what is trusted where the user named no roots.
 * @returns null where nothing is wrong.
 */
export const symptomsOf = (
  attempt: CallAttempt,
  question: Question,
  { trials, verification, controls }: Experiments,
  endpoint: EndpointEvidence,
  at: string,
  defaultRoots: () => readonly CertificateFacts[],
): Omit<EndpointSymptoms, "helloElsewhere"> | null => {
  const { steps, connections } = attempt;
  const tls = question.mode !== "none";
  const evidence: CellEvidence = {
    connections,
    upstream: null,
    client: null,
    server: null,
    handshakeLine: null,
    announcementFault: null,
    serverCertificateInLine: null,
    clientCertificateInEnvironment: null,
    configured: {
      // What is configured counts as known, so a certificate that was merely read on the wire does not belong here.
      server: connections.some(({ wire }) => wire.tls?.serverCertificate)
        ? null
        : endpoint.serverCertificate,
      client: question.credential?.facts ?? null,
      clientTrusts: tls ? (question.roots?.facts ?? defaultRoots()) : [],
      serverTrusts: [],
      intermediates: [],
      serverName: tls ? question.serverName : null,
      at,
    },
    verification,
    trials,
    report: {
      kind: "observed",
      start: null,
      steps,
      serverCertificate: null,
      clientCertificate: null,
      peer: null,
      session: null,
    },
  };
  const outcome = outcomeOf(attempt, evidence, controls, endpoint, question.timeoutMs);
  if (outcome === null) return null;
  return {
    mode: modeOf(question, attempt),
    outcome,
    evidence,
    steps: steps.map(({ name, elapsedMs, calls: [call] }) => ({
      name,
      elapsedMs,
      passed: call?.status === "OK",
      difference:
        call?.status === "OK" ? null : `expected OK, got ${call?.status} (${call?.message})`,
    })),
    controls,
    endpoint,
  };
};

/** An endpoint that asks for a client certificate wants mTLS, whatever it was asked in. */
const modeOf = (
  { mode, credential }: Question,
  { connections }: CallAttempt,
): EndpointSymptoms["mode"] => {
  const asks = connections.some(({ wire }) => wire.tls?.certificateRequest);
  return mode === "tls" && credential === null && asks ? "mtls" : mode;
};

const outcomeOf = (
  { end, error }: CallAttempt,
  evidence: CellEvidence,
  controls: readonly Control[],
  { health }: EndpointEvidence,
  limitMs: number,
): Extract<Outcome, { kind: "failed" | "timed-out" }> | null => {
  switch (end) {
    case "passed": {
      const accepted = controls.find(({ result }) => result === "accepted");
      if (!accepted && health === undefined) return null;
      if (!accepted) return { kind: "failed", phase: "rpc", reason: `health: ${health}` };
      const reason = `${accepted.name} was accepted: ${accepted.saw}`;
      return { kind: "failed", phase: "control", reason };
    }
    case "timed-out":
      return { kind: "timed-out", phase: failurePhase(evidence), limitMs };
    case "failed":
      return { kind: "failed", phase: failurePhase(evidence), reason: error ?? "failed" };
  }
};
