import { diagnose } from "../../diagnose/diagnose.ts";
import type { CellSymptoms, EndpointSymptoms, Symptoms } from "../../diagnose/rule.ts";
import { lastResorts } from "../../diagnose/rules.ts";
import type { Cause, CauseCode, Diagnosis } from "../../domain/cause.ts";
import type { CellEvidence, Control, ControlName } from "../../domain/evidence.ts";
import type { Phase } from "../../domain/phase.ts";
import type { JudgedStep } from "../../domain/run-result.ts";
import { causes as knowledge } from "../../knowledge/causes.ts";
import { cellEvidence } from "./evidence.ts";

/** A cell of mode `tls` that broke in a phase, with nothing else known of it; a probe's, where an endpoint is given. */
export const symptoms = (
  phase: Phase,
  evidence: Partial<CellEvidence> = {},
  over:
    | Partial<CellSymptoms>
    | (Partial<EndpointSymptoms> & Pick<EndpointSymptoms, "endpoint">) = {},
): Symptoms => {
  const connection = {
    mode: "tls",
    outcome: { kind: "failed", phase, reason: "put: expected OK, got UNAVAILABLE" },
    evidence: cellEvidence(evidence),
    steps: [],
    controls: [],
  } as const;
  return over.endpoint
    ? { ...connection, helloElsewhere: null, ...over }
    : { ...connection, endpoint: null, labelDifferences: [], ...over };
};

/** The same, met by a probe. */
export const ofProbe = (
  of: Symptoms,
  endpoint: EndpointSymptoms["endpoint"],
): EndpointSymptoms => ({ ...of, endpoint, helloElsewhere: null });

/**
 * What the diagnosis says of one cause, or a last resort's rule would if nothing else were known; undefined
 * where both are silent about it.
 */
export const found = (
  code: CauseCode,
  of: Symptoms,
): (Cause & Pick<Diagnosis, "nextCheck">) | undefined => {
  const { causes, nextCheck } = diagnose(of);
  const named = causes.find((cause) => cause.code === code);
  if (named) return { ...named, nextCheck: named === causes[0] ? nextCheck : null };
  const rule = lastResorts.find((one) => one.code === code);
  const finding = rule?.diagnose(of);
  return (
    rule &&
    finding && {
      doubt: null,
      remedy: null,
      nextCheck: null,
      ...finding,
      code,
      clause: rule.clause ?? knowledge[rule.code].clause,
    }
  );
};

/** A cause without its prose: what a verdict and a reader's trust rest on. */
export const gist = (cause: Cause | undefined) =>
  cause && {
    side: cause.side,
    decided: cause.decided,
    quotes: cause.matched.map(({ by, text }) => `${by}: ${text}`),
  };

export const control = (
  name: ControlName,
  result: Control["result"],
  saw = `the peer was seen to have ${result} it`,
): Control => ({ name, result, subject: "a subject", saw, elapsedMs: 2 });

export const judgedStep = (name: string, difference: string | null = null): JudgedStep => ({
  name,
  elapsedMs: 1,
  passed: difference === null,
  difference,
});
