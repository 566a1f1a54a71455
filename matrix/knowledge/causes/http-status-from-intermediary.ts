import type { CauseKnowledge } from "../cause-knowledge.ts";

export const httpStatusFromIntermediary: CauseKnowledge = {
  summary: "Something that is no gRPC server answered the call with an HTTP status of its own.",
  sides: ["between", "server", "client"],
  passes: true,
  toBeSure:
    "`curl -v --http2 https://<address>/<package.Service>/<Method>` shows status, `server` and `via`; the same call to the server itself passes. 404 and 405: no route for the path; 502, 503, 504: no upstream; 401, 403: an access rule; 200 with text/html: a web page.",
  clause: "gRPC over HTTP/2, Responses; gRPC HTTP status code mapping",
  check: {
    at: "endpoint",
    look: "the server, via and content-type headers of the answer; then call the origin directly",
  },
  fix: {
    any: "route the path /package.Service/ to the gRPC server, with HTTP/2 all the way",
    dotnet: "app.MapGrpcService<T>() before a fallback route",
    nginx: "location / { grpc_pass grpc://upstream; } in place of proxy_pass",
    envoy:
      "http2_protocol_options (explicit_http_config) of the cluster, and a route that matches the path",
    haproxy: "`server … proto h2` (or ssl alpn h2), and an ACL that lets the path through",
  },
};
