import { isHandshakeLine } from "../handshake-line.ts";
import { clientTexts, type Rule } from "../rule.ts";
import { factsIn } from "../said.ts";

/** The launcher saw the plugin's line, and the host had given up before. */
export const startTimeout: Rule = {
  code: "start-timeout",
  diagnose: ({ outcome, evidence }) => {
    const line = evidence.handshakeLine;
    if (outcome.phase !== "handshake-line" || line === null || !isHandshakeLine.test(line)) {
      return undefined;
    }
    const late = factsIn(clientTexts(evidence)).find(
      ({ fact }) => fact.fact === "timeout" && fact.of === "plugin-start",
    );
    if (!late) return undefined;
    return {
      // A busy machine makes any plugin late.
      side: null,
      decided: true,
      sentence: "The plugin announced an address, and its host had stopped waiting for it.",
      matched: [
        { by: "launcher", text: `first line: ${JSON.stringify(line.slice(0, 200))}` },
        { by: "client", text: late.quote },
      ],
      remedy: "lengthen the host's limit, or let the plugin announce itself before slow work",
    };
  },
};
