import type { CauseKnowledge } from "../cause-knowledge.ts";

export const http2Violation: CauseKnowledge = {
  summary:
    "The peer speaks HTTP/2 and breaks one of its rules, so that the connection or the call cannot go on.",
  sides: ["server", "between", "client"],
  toBeSure:
    "The side that ended it names a code in its GOAWAY or RST_STREAM: PROTOCOL_ERROR, FRAME_SIZE_ERROR, FLOW_CONTROL_ERROR, COMPRESSION_ERROR. `nghttp -nv https://<host>:<port>/` prints the frame that breaks the rule. HTTP/2 libraries are not equally strict: another client may pass.",
  clause: "RFC 9113 sections 5.4 and 7",
  check: {
    at: "endpoint",
    look: "the frame before the GOAWAY or RST_STREAM of the side that ended it, in the capture",
  },
  fix: {
    any: "update the HTTP/2 library of the side that breaks the rule, or of the proxy that answers for it",
  },
};
