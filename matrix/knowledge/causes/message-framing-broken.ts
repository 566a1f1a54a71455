import type { CauseKnowledge } from "../cause-knowledge.ts";

export const messageFramingBroken: CauseKnowledge = {
  summary: "The reply's body is not framed as gRPC messages are.",
  sides: ["server", "between"],
  toBeSure:
    "A capture shows DATA: each message has a byte 0 or 1, its length in four bytes, and as many bytes. A length that is letters means that the body is text.",
  clause: "gRPC over HTTP/2, Length-Prefixed-Message",
  check: { at: "endpoint", look: "the first five bytes of the reply's DATA, and its length" },
  fix: {
    any: "let a gRPC library write the reply; a proxy must neither change nor cut the body",
    nginx: "grpc_pass in place of proxy_pass; a limit or filter of bodies off for gRPC",
    envoy: "no filter that rewrites or buffers bodies on a route of gRPC",
  },
};
