import type { Rule } from "../rule.ts";

/** What a behaviour has found: the frames tell who of both changed what an application gave. */
export const specificationViolated: Rule = {
  code: "specification-violated",
  diagnose: ({ evidence: { behaviour }, outcome }) => {
    if (outcome.phase !== "behaviour") return undefined;
    const violations = behaviour?.findings.filter((one) => one.kind === "violation") ?? [];
    const first = violations.find(({ by }) => by !== null) ?? violations[0];
    if (!behaviour || !first) return undefined;
    const same = violations.filter(({ by }) => by === first.by);
    return {
      side: first.by,
      decided: first.by !== null,
      sentence: `${capitalized(behaviour.title)}: ${same.map(({ sentence }) => sentence).join("; ")}.`,
      matched: same.flatMap(({ saw }) => saw),
      remedy: remedyOf(same.map(({ advice }) => advice ?? behaviour.advice)),
      clause: [...new Set(same.map(({ clause }) => clause))].join("; "),
      nextCheck: "read the frames of the call: their secrets are not known here",
    };
  },
};

const remedyOf = (advice: readonly (string | null)[]): string | null =>
  [...new Set(advice.filter((one) => one !== null))].join(" ") || null;

const capitalized = (title: string) => `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
