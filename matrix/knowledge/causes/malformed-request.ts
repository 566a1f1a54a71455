import type { CauseKnowledge } from "../cause-knowledge.ts";

export const malformedRequest: CauseKnowledge = {
  summary: "The request breaks a rule of gRPC, and the server refuses it.",
  sides: ["client", "between"],
  toBeSure:
    "The frames of the call in the cell's ladder, or the server's own text: a method other than POST, a content-type that is not gRPC's, no te: trailers, a grpc-timeout of more than eight digits or below zero, or metadata whose name ends in -bin and whose value is no base64. Another client's call to the same server passes.",
  clause: "gRPC over HTTP/2, Requests",
  check: { at: "program", look: "the headers of the client's request" },
  fix: {
    any: "let a gRPC library write the request, and let no proxy remove te or change content-type; encode what goes into -bin metadata in base64 if your library does not",
    go: "metadata.Pairs encodes the values of names that end in -bin: give it the bytes",
    python: "give grpcio bytes, not text, for names that end in -bin",
    node: "Metadata.set takes a Buffer for names that end in -bin, and encodes it",
    nginx: "grpc_pass hands te: trailers on; proxy_pass speaks no HTTP/2 to servers",
  },
};
