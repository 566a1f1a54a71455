import type { CauseKnowledge } from "../cause-knowledge.ts";

export const rateLimited: CauseKnowledge = {
  summary: "The endpoint refuses the call because too many came before it.",
  sides: ["client", "between"],
  toBeSure:
    "The answer is HTTP 429, often with `retry-after`, or gRPC's RESOURCE_EXHAUSTED with words about a quota or a rate. After a pause the same call passes.",
  clause:
    "RFC 6585 section 4; gRPC HTTP status code mapping; gRPC status codes: RESOURCE_EXHAUSTED (8)",
  check: { at: "endpoint", look: "retry-after of the answer, and the same call after a pause" },
  fix: {
    any: "send fewer calls, or retry with a growing pause; raise the limit for this client",
    nginx: "limit_req and limit_req_status",
    envoy: "the local_ratelimit or ratelimit filter",
    haproxy: "http-request deny deny_status 429 and its stick table",
  },
};
