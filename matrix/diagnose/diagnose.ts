import { type Cause, type Diagnosis, phaseOf } from "../domain/cause.ts";
import { withDoubt } from "../domain/doubt.ts";
import type { Phase } from "../domain/phase.ts";
import { causes } from "../knowledge/causes.ts";
import {
  beforeIntermediary,
  behindIntermediary,
  expectsHttp1,
  upstreamSymptoms,
} from "./intermediary.ts";
import { clientTexts, quoted, type Rule, type Symptoms } from "./rule.ts";
import { lastResorts, rules } from "./rules.ts";
import { unexplainedAlert } from "./unexplained-alert.ts";
import { contradictions, otherAnswer, unsteadyCheck } from "./unsteady-endpoint.ts";

/** The causes of what failed or timed out. */
export const diagnose = (symptoms: Symptoms): Diagnosis => {
  const found = (some: readonly Rule[]) =>
    findings(some, symptoms).map(({ cause, nextCheck }) => ({
      cause: beforeIntermediary(cause, symptoms),
      nextCheck,
    }));
  const named = [...deeper(symptoms), ...found(rules)];
  const candidates = named.length > 0 ? named : found(lastResorts);
  const ranked = [...candidates].sort((a, b) => Number(b.cause.decided) - Number(a.cause.decided));
  const [first] = ranked;
  if (!first) return undiagnosed(symptoms);
  const { decided } = first.cause;
  return {
    determinable: decided,
    causes: ranked.map(({ cause }) => cause),
    nextCheck: decided ? null : first.nextCheck,
  };
};

const findings = (some: readonly Rule[], symptoms: Symptoms) =>
  some.filter(concerns(symptoms.outcome.phase)).flatMap((rule) => {
    const found = rule.diagnose(symptoms);
    if (!found) return [];
    const { nextCheck = null, ...finding } = found;
    const cause: Cause = {
      doubt: null,
      remedy: null,
      ...finding,
      code: rule.code,
      clause: finding.clause ?? rule.clause ?? causes[rule.code].clause,
    };
    const against = cause.decided ? contradictions(rule.code, symptoms) : [];
    if (against.length === 0) return [{ cause, nextCheck }];
    const doubted = withDoubt({ ...cause, matched: [...cause.matched, ...against] }, otherAnswer);
    return [{ cause: doubted, nextCheck: unsteadyCheck }];
  });

/** The first that is decided of the connection between an intermediary and the server; it explains the client's. */
const deeper = (symptoms: Symptoms) => {
  const expected = expectsHttp1(symptoms);
  if (expected) return [{ cause: expected, nextCheck: null }];
  const behind = upstreamSymptoms(symptoms);
  if (!behind) return [];
  return findings(rules, behind)
    .filter(({ cause }) => cause.decided)
    .slice(0, 1)
    .map(({ cause, nextCheck }) => ({ cause: behindIntermediary(cause, symptoms), nextCheck }));
};

/** What broke late got through all that comes before: an end of its connection explains nothing. */
const lateCauses: Partial<Record<Phase, readonly Phase[]>> = {
  proof: ["http2", "rpc", "proof", "control"],
  behaviour: ["behaviour"],
  control: ["control"],
  shutdown: ["shutdown"],
};

const concerns =
  (phase: Phase) =>
  ({ code }: Rule): boolean => {
    const late = lateCauses[phase];
    const own = phaseOf(code);
    return !late || own === null || late.includes(own);
  };

const undiagnosed = ({ evidence, endpoint }: Symptoms): Diagnosis => {
  const alert = unexplainedAlert(evidence);
  return {
    determinable: false,
    causes: [
      {
        code: "undiagnosed",
        side: null,
        decided: false,
        doubt: null,
        sentence: alert?.sentence ?? "The evidence fits no known cause.",
        matched: [
          ...(alert ? [alert.quote] : []),
          ...clientTexts(evidence)
            .slice(0, 3)
            .map((text) => quoted("client", text.slice(0, 300))),
        ],
        remedy: null,
        clause: null,
      },
    ],
    nextCheck: endpoint
      ? (alert?.nextCheck ??
        "read the log of the server, and of what stands before it, of the time of the probe")
      : "run the cell alone, which turns the libraries' debug output on, and read both sides' stderr",
  };
};
