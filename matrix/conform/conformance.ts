import type { ClauseResult } from "./check-clauses.ts";
import type { Finding, Role } from "./clause.ts";

type Kind = Finding["kind"];

/** What the checks of one implementation came to. */
export type Conformance = Readonly<{
  implementation: string;
  counts: Readonly<Record<Kind, number>>;
  /** How many clauses were not checked, for it was interrupted. */
  left: number;
  clauses: readonly Readonly<{
    id: string;
    section: string;
    role: Role;
    sentence: string;
    result: Kind;
    sent: string;
    came: string;
  }>[];
}>;

/** @param asked - how many clauses were to be checked. */
export const conformanceOf = (
  implementation: string,
  results: readonly ClauseResult[],
  asked: number,
): Conformance => {
  const count = (kind: Kind) => results.filter(({ finding }) => finding.kind === kind).length;
  return {
    implementation,
    left: asked - results.length,
    counts: {
      met: count("met"),
      broken: count("broken"),
      "not-applicable": count("not-applicable"),
    },
    clauses: results.map(({ id, section, role, sentence, finding: { kind, sent, came } }) => ({
      id,
      section,
      role,
      sentence,
      result: kind,
      sent,
      came,
    })),
  };
};
