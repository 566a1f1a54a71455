import type { CauseKnowledge } from "../cause-knowledge.ts";

export const accessDenied: CauseKnowledge = {
  summary: "The endpoint works, and does not allow this caller the call.",
  sides: ["client", "server", "between"],
  toBeSure:
    "The answer is PERMISSION_DENIED, or HTTP 403; who answers stands in `server` and `via`. The same call from a host or with a token that is allowed passes.",
  clause: "gRPC status codes: PERMISSION_DENIED (7); RFC 9110 section 15.5.4",
  check: { at: "endpoint", look: "who answers (server, via), and its access rules" },
  fix: {
    any: "call as somebody who may, or let the access rule (address, token, firewall) admit this client and path",
    nginx: "allow and deny of the location",
    envoy: "the RBAC or ext_authz filter of the listener",
    haproxy: "http-request deny and its ACL",
  },
};
