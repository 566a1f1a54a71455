import type { CauseKnowledge } from "../cause-knowledge.ts";

export const responseCardinalityViolation: CauseKnowledge = {
  summary: "A unary call was answered OK with no message, or with several.",
  sides: ["server", "between"],
  toBeSure:
    "The client speaks of a cardinality violation, of no value or of too many; the frames of the reply have no DATA, or more than one message in it, and grpc-status 0.",
  clause: "gRPC status codes: response cardinality violation",
  check: {
    at: "endpoint",
    look: "how many messages the reply has, and whether the method streams on one side only",
  },
  fix: {
    any: "let the handler answer once, or end with another status than OK; let both sides agree whether the method streams its response",
  },
};
