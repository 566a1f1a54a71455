import type { About } from "../about.ts";
import type { Rule } from "../rule.ts";

const about: About = {
  summary: "A negative test showed neither refusal nor acceptance, so nothing is proven.",
  sides: ["harness"],
  toBeSure:
    "`npm run matrix -- cell <id>` runs the cell alone with debug output; read both sides' logs around the control.",
  fix: {
    any: "run it alone on an idle machine; a control that stays open needs a longer limit",
  },
};

/** A control that shows neither refusal nor acceptance proves nothing, so its cell cannot pass. */
export const controlInconclusive: Rule = {
  code: "control-inconclusive",
  clause: "harness/CONTRACT.md",
  about,
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
