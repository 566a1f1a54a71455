import type { CauseKnowledge } from "../cause-knowledge.ts";

export const specificationViolated: CauseKnowledge = {
  summary:
    "A library does what the specification of gRPC or of HTTP/2 forbids, on a sound connection.",
  sides: ["server", "client"],
  toBeSure:
    "The frames of the call in the cell's ladder: what the application gave, what went over the wire, and what the other application got.",
  clause: "the clause that the finding names",
  check: { at: "program", look: "the frames of the call against what its application asked for" },
  fix: {
    any: "do without it, or use a version of the library that does as specified; docs/behaviours.md has which pairs do, and the cell is small enough to be sent to its maintainers",
  },
};
