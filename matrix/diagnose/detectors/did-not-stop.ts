import type { Rule } from "../rule.ts";

/** Told to end, it stayed. */
export const didNotStop: Rule = {
  code: "did-not-stop",
  diagnose: ({ outcome, steps }) => {
    const step = steps.find(({ name }) => name === "shutdown");
    if (outcome.phase !== "shutdown" || !step || step.passed) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The plugin did not end when its controller was told to shut it down.",
      matched: [{ by: "client", text: step.difference ?? "still running" }],
      remedy: "end the process in plugin.GRPCController/Shutdown",
    };
  },
};
