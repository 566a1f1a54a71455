import type { ProbeFact, ProbeRung } from "../domain/probe-report.ts";

/** The fact that some calls were refused, which the headline repeats. */
export const refusedFact = "refused to this caller";

export const plain = (name: string, value: string): ProbeFact => ({ name, value, weight: "plain" });
export const odd = (name: string, value: string): ProbeFact => ({ name, value, weight: "odd" });
export const bad = (name: string, value: string): ProbeFact => ({ name, value, weight: "bad" });

/** As bad as its worst fact. */
export const verdictOf = (facts: readonly ProbeFact[]): ProbeRung["verdict"] => {
  if (facts.some(({ weight }) => weight === "bad")) return "failed";
  return facts.some(({ weight }) => weight === "odd") ? "odd" : "passed";
};

/** A rung that there was nothing to try on. */
export const skipped = (name: ProbeRung["name"], summary: string): ProbeRung => ({
  name,
  verdict: "skipped",
  summary,
  facts: [],
  elapsedMs: 0,
  limitMs: 0,
});
