import type { CauseKnowledge } from "../cause-knowledge.ts";

export const upstreamUnreachable: CauseKnowledge = {
  summary: "A proxy answers in the server's name: it does not reach the server behind it.",
  sides: ["between", "server"],
  passes: true,
  toBeSure:
    "The proxy's log: Envoy has the response flags UF or UH, nginx `connect() failed (111: Connection refused)`, HAProxy `SC` and `Connection refused`. The server's port, dialled from the proxy's host, answers nobody.",
  clause: "gRPC HTTP status code mapping; Envoy access log, response flags",
  check: { at: "program", look: "the proxy's error log, and whether the server behind it listens" },
  fix: {
    any: "start the server, on the address and port that the proxy has; correct its health check",
    nginx: "the address in grpc_pass or in upstream",
    envoy: "the endpoints of the cluster; its health_checks and outlier_detection",
    haproxy: "the server line of the backend; `show servers state`",
  },
};
