import type { CauseKnowledge } from "../cause-knowledge.ts";

export const startTimeout: CauseKnowledge = {
  summary: "The plugin announced itself only after its host had stopped waiting.",
  sides: ["server", "harness"],
  toBeSure:
    "Measure it: `time` from the start to the first line on standard output, alone and under load, against the host's limit (go-plugin: StartTimeout, 1 minute). A plugin that never prints is `handshake-line-missing`.",
  clause: "hashicorp/go-plugin client.go, StartTimeout",
  check: {
    at: "program",
    look: "run the plugin by hand with the magic cookie set: the time to its first line",
  },
  fix: {
    any: "give the machine fewer things to start at once",
    go: "plugin.ClientConfig{StartTimeout: 2 * time.Minute}; in the plugin call plugin.Serve first and do slow work afterwards",
    python: "print the handshake line before slow imports and connections, with `flush=True`",
    node: "write the handshake line before slow start-up work",
  },
};
