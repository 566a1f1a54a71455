import type { ClauseResult } from "./check-clauses.ts";
import type { Finding, Role } from "./clause.ts";

type Kind = Finding["kind"];

/** What the checks of one implementation came to. */
export type Conformance = Readonly<{
  implementation: string;
  counts: Readonly<Record<Kind, number>>;
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

export const conformanceOf = (
  implementation: string,
  results: readonly ClauseResult[],
): Conformance => {
  const count = (kind: Kind) => results.filter(({ finding }) => finding.kind === kind).length;
  return {
    implementation,
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
