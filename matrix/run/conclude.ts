import type { Diagnosis } from "../domain/cause.ts";
import type { Cell } from "../domain/cell.ts";
import type { CellEvidence } from "../domain/evidence.ts";
import type { Outcome } from "../domain/outcome.ts";
import type { CellResult, ImplementationVersions, Programs } from "../domain/run-result.ts";
import type { Attempt } from "./evidence/attempt.ts";
import { keyExchangeOffer } from "./evidence/key-exchange-offer.ts";
import {
  labelDifferences,
  nothingObserved,
  observedProperties,
} from "./evidence/observed-properties.ts";
import { outcomeOf } from "./evidence/outcome-of.ts";
import { owedBy } from "./plan/owed.ts";
import type { Proof } from "./plan/plan.ts";
import type { Program } from "./supervise/program.ts";
import { type Expectation, expectationFor } from "./verdict/expectations.ts";
import { judge } from "./verdict/verdict.ts";

/** What an attempt is held against. */
export type Standard = Readonly<{
  proof: Pick<Proof, "steps" | "thirdParties">;
  expectations: readonly Expectation[];
  missingToolchains: "unexpected" | "allowed";
  programs: ReadonlyMap<string, Program>;
}>;

/** The evidence is null where nothing was tried. */
export type Conclusion = Readonly<{ result: CellResult; evidence: CellEvidence | null }>;

/** From what was seen to what it means: evidence, outcome, causes, verdict. */
export const concluded = async (
  cell: Cell,
  attempt: Attempt,
  elapsedMs: number,
  versions: readonly ImplementationVersions[],
  standard: Standard,
): Promise<Conclusion> => {
  const tried = attempt.kind === "tried" ? attempt : null;
  const evidence = attempt.kind === "unsupported" ? null : attempt.evidence;
  const observed = tried ? observedProperties(tried.evidence, tried.seen) : nothingObserved;
  const offer = tried && keyExchangeOffer(tried.evidence);
  const differences = tried ? labelDifferences(cell, observed) : [];
  const outcome = outcomeOf(
    attempt,
    differences,
    owedBy(cell, standard.proof.steps, standard.proof.thirdParties),
  );
  // What shows nothing of a cell is kept as evidence alone.
  if (tried && outcome.kind === "not-run") {
    const without: Attempt = { ...outcome, evidence: tried.evidence };
    return concluded(cell, without, elapsedMs, versions, standard);
  }
  const diagnosis = await diagnosisOf(cell, outcome, attempt, evidence, differences);
  const { verdict, reason, known } = judge(
    outcome,
    diagnosis?.causes[0],
    expectationFor(cell, standard.expectations, versions),
    standard.missingToolchains,
  );
  const result: CellResult = {
    ...cell,
    outcome,
    verdict,
    verdictReason: reason,
    ...(known && { known }),
    diagnosis,
    steps: tried?.steps ?? [],
    controls: tried?.controls ?? [],
    observed,
    ...(offer && { offer }),
    ...(evidence?.behaviour && { findings: evidence.behaviour.findings }),
    elapsedMs,
    contrast: [],
    again: null,
    programs: programsOf(cell, attempt, standard.programs),
  };
  return { result, evidence };
};

const diagnosisOf = async (
  cell: Cell,
  outcome: Outcome,
  attempt: Attempt,
  evidence: CellEvidence | null,
  differences: readonly string[],
): Promise<Diagnosis | null> => {
  if ((outcome.kind !== "failed" && outcome.kind !== "timed-out") || !evidence) return null;
  // Where all cells pass, no text and no cause is needed, and they take a tenth of a second to load.
  const { diagnose } = await import("../diagnose/diagnose.ts");
  return diagnose({
    mode: cell.mode,
    endpoint: null,
    outcome,
    evidence,
    steps: attempt.kind === "tried" ? attempt.steps : [],
    controls: attempt.kind === "tried" ? attempt.controls : [],
    // Without a proof there is no connection whose properties could differ from the label.
    labelDifferences: outcome.phase === "control" ? differences : [],
  });
};

/** Of what was started; each start has looked whether its program is still the one that the digest is of. */
const programsOf = (cell: Cell, attempt: Attempt, programs: Standard["programs"]): Programs => {
  const digest = (id: string) =>
    attempt.kind === "not-run" ? null : (programs.get(id)?.digest ?? null);
  return { client: digest(cell.client), server: digest(cell.server) };
};
