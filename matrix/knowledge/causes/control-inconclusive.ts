import type { CauseKnowledge } from "../cause-knowledge.ts";

export const controlInconclusive: CauseKnowledge = {
  summary: "A negative test showed neither refusal nor acceptance, so nothing is proven.",
  sides: ["harness"],
  toBeSure:
    "`handshake-matrix cell <id>` runs the cell alone with debug output; read both sides' logs around the control.",
  clause: "harness/CONTRACT.md",
  check: { at: "endpoint", look: null },
  fix: {
    any: "run it alone on an idle machine; a control that stays open needs a longer limit",
  },
};
