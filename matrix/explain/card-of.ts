import type { FixFor } from "../diagnose/about.ts";
import { lastResorts, rules } from "../diagnose/rules.ts";
import type { Stack } from "../diagnose/texts/fact.ts";
import type { CauseCode } from "../domain/cause.ts";

/** What a cause's rule knows of it beside the text at hand. */
type Card = Readonly<{
  /** One sentence for people. */
  summary: string;
  /** What to do, for the stack that printed the text; null where nothing is known. */
  remedy(stack: Stack | null): string | null;
  /** null for `undiagnosed`. */
  clause: string | null;
}>;

/** In whose settings a stack's fix is. gRPC core speaks most often for Python. */
const fixOf: Readonly<Partial<Record<Stack, FixFor>>> = {
  go: "go",
  "grpc-go": "go",
  "go-plugin": "go",
  "grpc-core": "python",
  boringssl: "python",
  node: "node",
  "grpc-js": "node",
  rustls: "rust",
  tonic: "rust",
  java: "java",
  "grpc-java": "java",
  dotnet: "dotnet",
  nginx: "nginx",
  envoy: "envoy",
  haproxy: "haproxy",
};

/** Of two rules with one code the first counts. */
const ruleOf = new Map([...rules, ...lastResorts].reverse().map((rule) => [rule.code, rule]));

export const cardOf = (code: CauseCode): Card => {
  const rule = ruleOf.get(code);
  if (!rule)
    return { summary: "Not determinable from this text.", remedy: () => null, clause: null };
  const { clause, about } = rule;
  return {
    summary: about.summary,
    clause,
    remedy: (stack) => {
      const own = stack === null ? undefined : about.fix[fixOf[stack] ?? "any"];
      return own ?? about.fix.any ?? Object.values(about.fix)[0] ?? null;
    },
  };
};
