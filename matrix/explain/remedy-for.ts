import type { CauseCode, Side } from "../domain/cause.ts";
import type { Stack } from "../domain/fact.ts";
import type { FixFor } from "../knowledge/cause-knowledge.ts";
import { causes } from "../knowledge/causes.ts";
import { sideOf, type TextMatch } from "./text-match.ts";

type Library = Readonly<{
  of: Exclude<FixFor, "any">;
  name: string;
  /** Where more languages than one have it: what the text of this one has. */
  shows?: RegExp;
}>;

/**
 * Whose text tells in whose settings a remedy is. What Go, Node, Java or OpenSSL print, every program prints that is made with
 * them, and its user cannot change its source.
 */
const libraries: Readonly<Partial<Record<Stack, Library>>> = {
  "grpc-go": { of: "go", name: "grpc-go" },
  "go-plugin": { of: "go", name: "go-plugin" },
  "grpc-core": {
    of: "python",
    name: "grpcio",
    shows: /\bStatusCode\.[A-Z]|\.py\b/,
  },
  "grpc-js": { of: "node", name: "grpc-js" },
  tonic: { of: "rust", name: "tonic" },
  "grpc-java": { of: "java", name: "grpc-java" },
  nginx: { of: "nginx", name: "nginx" },
  envoy: { of: "envoy", name: "Envoy" },
  haproxy: { of: "haproxy", name: "HAProxy" },
};

/**
 * What to do against a cause: in words, and in the settings of the library that has to be changed, where the text shows it.
 *
 * @param side - who has to change something; null where that is not known.
 * @param said - what the log says of it, with all that its processes said at once.
 * @returns null for `undiagnosed`.
 */
export const remedyFor = (
  code: CauseCode,
  side: Side | null,
  said: readonly TextMatch[],
): string | null => {
  if (code === "undiagnosed") return null;
  const { fix } = causes[code];
  const own = said.flatMap((match) => {
    const library = libraries[match.stack];
    const text = library && fix[library.of];
    if (!library || text === undefined) return [];
    const ofWhom = sideOf(match, "own");
    const isOther = side !== null && ofWhom !== null && side !== ofWhom;
    if (isOther || library.shows?.test(match.around) === false) return [];
    return [`${fix.any}; with ${library.name}: ${text}`];
  });
  return own[0] ?? fix.any;
};
