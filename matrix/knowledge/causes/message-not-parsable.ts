import type { CauseKnowledge } from "../cause-knowledge.ts";

export const messageNotParsable: CauseKnowledge = {
  summary: "A message came whole and is no protobuf, or not of the type that the method has.",
  sides: ["server", "client", "between"],
  toBeSure:
    "The client reports INTERNAL and names its parser (`failed to unmarshal`, `Exception deserializing response`, `Invalid protobuf byte sequence`). `protoc --decode_raw` refuses the same bytes; where it takes them, the two sides have different .proto files.",
  clause: "gRPC status codes: INTERNAL (13), error parsing response proto",
  check: { at: "endpoint", look: "the bytes of the message, and which codec each side is set to" },
  fix: {
    any: "let both sides have the same .proto file and the codec that content-type names; look for what rewrites bodies between them",
  },
};
