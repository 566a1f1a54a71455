import type { CauseCode } from "../domain/cause.ts";
import type { Stack } from "../domain/fact.ts";
import type { FixFor } from "../knowledge/cause-knowledge.ts";
import { causes } from "../knowledge/causes.ts";

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

export const cardOf = (code: CauseCode): Card => {
  if (code === "undiagnosed")
    return { summary: "Not determinable from this text.", remedy: () => null, clause: null };
  const { summary, fix, clause } = causes[code];
  return {
    summary,
    clause,
    remedy: (stack) => {
      const own = stack === null ? undefined : fix[fixOf[stack] ?? "any"];
      return own ?? fix.any ?? Object.values(fix)[0] ?? null;
    },
  };
};
