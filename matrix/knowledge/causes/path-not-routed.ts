import type { CauseKnowledge } from "../cause-knowledge.ts";

export const pathNotRouted: CauseKnowledge = {
  summary: "The endpoint has no route for the path of the call.",
  sides: ["between", "server"],
  toBeSure:
    "`curl -v --http2 https://<address>/<package.Service>/<Method>` gives 404 and shows who answers (`server`). With the name that has the route (`--connect-to`) it gives another answer.",
  clause: "RFC 9110 section 15.5.5; gRPC HTTP status code mapping",
  check: {
    at: "endpoint",
    look: "the routes of what answers: the path /package.Service/ under the :authority of the call",
  },
  fix: {
    any: "route the path /package.Service/ to the gRPC server, under the name that clients use",
    dotnet: "app.MapGrpcService<T>()",
    nginx:
      "location /package.Service/ { grpc_pass grpc://upstream; } in the server block of that name",
    envoy: "a route with prefix /package.Service/ in the virtual host whose domains have the name",
    haproxy: "use_backend with an ACL for the path",
  },
};
