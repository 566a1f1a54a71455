import type { Rule } from "../rule.ts";

/** Seen by a probe: the call went through, and its answer is the fault. */
export const healthNotServing: Rule = {
  code: "health-not-serving",
  diagnose: ({ endpoint }) =>
    endpoint?.health
      ? {
          side: "server",
          decided: true,
          sentence: `gRPC answers, and its health service says ${endpoint.health}.`,
          matched: [
            { by: "orchestrator", text: `grpc.health.v1.Health/Check: ${endpoint.health}` },
          ],
          remedy:
            "see in the server's log what it waits for; balancers send it nothing until it says SERVING",
        }
      : undefined,
};
