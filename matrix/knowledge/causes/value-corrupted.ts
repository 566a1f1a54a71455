import type { CauseKnowledge } from "../cause-knowledge.ts";

export const valueCorrupted: CauseKnowledge = {
  summary: "A value came back other than it was sent.",
  sides: ["server", "client"],
  toBeSure:
    "Hold the request's and the answer's DATA in the capture against each other (`--capture all`): the side whose bytes differ from what it got is at fault. TLS does not corrupt.",
  clause: "harness/CONTRACT.md, Server; proto/kv.proto",
  check: { at: "endpoint", look: null },
  fix: {
    any: "treat keys and values as bytes, not as text in some encoding",
    go: "[]byte, never through a string of another encoding",
    python: "bytes, never .decode(); a `bytes` field in the .proto",
    node: "Buffer, never toString(); a `bytes` field in the .proto",
  },
};
