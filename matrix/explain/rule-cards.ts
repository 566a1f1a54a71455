import type { FixFor } from "../diagnose/about.ts";
import type { Rule } from "../diagnose/rule.ts";
import type { Stack } from "../diagnose/texts/fact.ts";
import type { Cards } from "./cards.ts";

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

/** What the rules say about their causes, for `explain`. Of two rules with one code the first counts. */
export const ruleCards = (rules: readonly Rule[]): Cards => {
  const byCode = new Map([...rules].reverse().map((rule) => [rule.code, rule]));
  return (code) => {
    const rule = byCode.get(code);
    if (!rule) return undefined;
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
};
