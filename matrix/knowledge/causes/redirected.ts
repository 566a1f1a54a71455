import type { CauseKnowledge } from "../cause-knowledge.ts";

export const redirected: CauseKnowledge = {
  summary: "The call is redirected, and gRPC's clients follow no redirect.",
  sides: ["between", "client"],
  toBeSure:
    "`curl -v --http2 https://<address>/<package.Service>/<Method>` prints the status 301, 302, 307 or 308 and `location`.",
  clause: "RFC 9110 section 15.4; gRPC HTTP status code mapping",
  check: { at: "endpoint", look: "the location header of the answer" },
  fix: {
    any: "dial the address in location; a redirect from http to https means that the client has to use TLS",
    nginx: "no return 301 or rewrite in a location of grpc_pass",
    envoy: "no redirect and no require_tls on the route of gRPC",
  },
};
