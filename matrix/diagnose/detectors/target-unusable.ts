import { clientTexts, type Rule } from "../rule.ts";
import { factsIn } from "../said.ts";

/** The client's library refuses the target before it dials. */
export const targetUnusable: Rule = {
  code: "target-unusable",
  diagnose: ({ evidence }) => {
    if (evidence.connections.length > 0) return undefined;
    const said = factsIn(clientTexts(evidence)).find(({ fact }) => fact.fact === "target-unusable");
    if (!said) return undefined;
    return {
      side: "client",
      decided: true,
      sentence: "The client's library does not understand the target that it was given.",
      matched: [
        { by: "client", text: said.quote.slice(0, 300) },
        { by: "orchestrator", text: "no connection arrived at the address" },
      ],
      remedy: "give it a target in the form of its library",
    };
  },
};
