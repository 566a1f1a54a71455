import type { Rule } from "../rule.ts";
import { wrongAnswer } from "../wrong-answer.ts";

const byStep = wrongAnswer(
  "health-not-serving",
  ({ difference }) => /^expected health SERVING, got [A-Z_]+$/.test(difference ?? ""),
  "The server answers calls, and its health service says that it does not serve.",
);

/** The call went through, and its answer is the fault: a probe's, or the step of a proof. */
export const healthNotServing: Rule = {
  code: "health-not-serving",
  diagnose: (symptoms) => {
    const { endpoint } = symptoms;
    return endpoint?.health
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
      : byStep.diagnose(symptoms);
  },
};
