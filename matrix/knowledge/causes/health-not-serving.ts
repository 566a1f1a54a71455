import type { CauseKnowledge } from "../cause-knowledge.ts";

export const healthNotServing: CauseKnowledge = {
  summary: "The server answers, and its health service says NOT_SERVING.",
  sides: ["server"],
  toBeSure:
    "`grpc_health_probe -addr <address>` (or a call of grpc.health.v1.Health/Check) says NOT_SERVING; with -service <package.Service> it may say SERVING. Balancers that check health send such a server nothing.",
  clause: "gRPC Health Checking Protocol, grpc.health.v1",
  check: {
    at: "endpoint",
    look: "the status of the whole server and of each service; then the server's log",
  },
  fix: {
    any: "see in the server's log what it waits for, such as a dependency or its own end; let it report SERVING once it serves",
    go: 'healthServer.SetServingStatus("", healthpb.HealthCheckResponse_SERVING)',
    python: 'servicer.set("", health_pb2.HealthCheckResponse.SERVING)',
    node: 'health.setStatus("", "SERVING")',
    java: "healthStatusManager.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING)",
    rust: "health_reporter.set_serving::<Service>()",
  },
};
