import { foreignProtocol } from "../foreign-protocol.ts";
import type { Rule } from "../rule.ts";

/** What listens speaks a protocol that is known, and that is not gRPC's. */
export const otherProtocol: Rule = {
  code: "other-protocol",
  diagnose: (symptoms) => {
    const spoken = foreignProtocol(symptoms);
    if (!spoken) return undefined;
    const { name, saw, source } = spoken;
    return {
      side: "server",
      decided: true,
      sentence: `This port serves ${name}, not gRPC.`,
      matched: [
        {
          by: symptoms.endpoint?.protocol ? "orchestrator" : "wire",
          text: `the server sent: ${saw} (${source})`,
        },
      ],
      remedy: "dial the port that serves gRPC",
    };
  },
};
