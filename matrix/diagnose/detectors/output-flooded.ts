import type { Rule } from "../rule.ts";

/** It printed so much that the runner ended it. */
export const outputFlooded: Rule = {
  code: "output-flooded",
  diagnose: ({ evidence }) => {
    const because = evidence.server?.endedBecause;
    if (!because) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The server printed so much that it was ended.",
      matched: [{ by: "launcher", text: because }],
      remedy: "print the announcement on standard output and little on standard error",
    };
  },
};
