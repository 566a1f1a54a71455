import type { Rule } from "../rule.ts";

/** A control that shows neither refusal nor acceptance proves nothing, so its cell cannot pass. */
export const controlInconclusive: Rule = {
  code: "control-inconclusive",
  diagnose: ({ controls }) => {
    const open = controls.filter(({ result }) => result === "inconclusive");
    if (open.length === 0) return undefined;
    return {
      side: null,
      decided: false,
      sentence: "A control showed neither refusal nor acceptance.",
      matched: open.map(({ name, saw }) => ({
        by: "orchestrator",
        text: `control ${name}: ${saw}`,
      })),
      nextCheck: "run the cell alone and read both sides' logs around the control",
    };
  },
};
