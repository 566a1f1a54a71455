import type { About } from "../about.ts";
import { isHandshakeLine } from "../handshake-line.ts";
import { clientTexts, type Rule } from "../rule.ts";
import { factsIn } from "../said.ts";

const about: About = {
  summary: "The plugin announced itself only after its host had stopped waiting.",
  sides: ["server", "harness"],
  toBeSure:
    "Measure it: `time` from the start to the first line on standard output, alone and under load, against the host's limit (go-plugin: StartTimeout, 1 minute). A plugin that never prints is `handshake-line-missing`.",
  fix: {
    any: "give the machine fewer things to start at once",
    go: "plugin.ClientConfig{StartTimeout: 2 * time.Minute}; in the plugin call plugin.Serve first and do slow work afterwards",
    python: "print the handshake line before slow imports and connections, with `flush=True`",
    node: "write the handshake line before slow start-up work",
  },
};

/** The launcher saw the plugin's line, and the host had given up before. */
export const startTimeout: Rule = {
  code: "start-timeout",
  clause: "hashicorp/go-plugin client.go, StartTimeout",
  about,
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
