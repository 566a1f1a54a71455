import type { CauseKnowledge } from "../cause-knowledge.ts";

export const streamReset: CauseKnowledge = {
  summary: "The peer broke a call off with RST_STREAM.",
  sides: ["server", "client", "between"],
  toBeSure:
    "The code tells: INTERNAL_ERROR a handler or proxy that failed, REFUSED_STREAM a limit, CANCEL a deadline, PROTOCOL_ERROR a request that it finds wrong, ENHANCE_YOUR_CALM a rate limit. Call the server without the proxy.",
  clause: "RFC 9113 section 6.4",
  check: { at: "endpoint", look: "the code of RST_STREAM with and without the intermediary" },
  fix: {
    any: "read the log of the side that reset, or of the proxy that answers for it",
    nginx: "grpc_pass in place of proxy_pass; grpc_read_timeout for long streams",
  },
};
