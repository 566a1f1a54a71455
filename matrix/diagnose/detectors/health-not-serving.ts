import { firstOf, quoted } from "../rule.ts";
import { wrongAnswer } from "../wrong-answer.ts";

/** The call went through, and its answer is the fault: a probe's, or the step of a proof. */
export const healthNotServing = firstOf(
  "health-not-serving",
  ({ endpoint }) =>
    endpoint?.health
      ? {
          side: "server",
          decided: true,
          sentence: `gRPC answers, and its health service says ${endpoint.health}.`,
          matched: [quoted("orchestrator", `grpc.health.v1.Health/Check: ${endpoint.health}`)],
          remedy:
            "see in the server's log what it waits for; balancers send it nothing until it says SERVING",
        }
      : undefined,
  wrongAnswer("health-not-serving").diagnose,
);
