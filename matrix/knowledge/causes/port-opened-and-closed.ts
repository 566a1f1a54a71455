import type { CauseKnowledge } from "../cause-knowledge.ts";

export const portOpenedAndClosed: CauseKnowledge = {
  summary:
    "Something opens the port and closes it again without a word, as health checks and port scanners do: no client is harmed by that.",
  sides: ["between"],
  toBeSure:
    "The lines come at even intervals, from a load balancer's or a kubelet's address (`tcpdump -n port <port>`), and no client complains of the same moment.",
  clause: "RFC 9113 section 3.4",
  check: {
    at: "program",
    look: "whether the lines come at even intervals and from which address, and whether a client reports an error of the same moment",
  },
  fix: {
    any: "let the health check speak gRPC (grpc.health.v1, Kubernetes' grpc probe), or take these lines as they are",
    envoy: "health_checks: [{grpc_health_check: {}}] instead of tcp_health_check",
  },
};
