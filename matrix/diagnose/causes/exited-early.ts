import type { About } from "../about.ts";
import { earlyEnd, endOf, lastWords } from "../ended.ts";
import type { Rule } from "../rule.ts";

const about: About = {
  summary: "The server or plugin process ended before it announced where it listens.",
  sides: ["server"],
  toBeSure:
    "Run it by hand with the same environment and read its last lines; `echo $?` above 128 is a signal (137: killed, often for memory; 139: a crash). It is no silent start: the process is gone.",
  fix: {
    any: "correct what its last words name: a missing file, a port that is taken, a wrong flag; start children with the environment that they need",
    go: "plugin.ClientConfig{Stderr: os.Stderr, Logger: hclog.New(&hclog.LoggerOptions{Level: hclog.Trace})} shows what the plugin says",
  },
};

/** It ended before it said where it listens. */
export const exitedEarly: Rule = {
  code: "exited-early",
  clause: "hashicorp/go-plugin client.go, Start",
  about,
  diagnose: (symptoms) => {
    const exit = earlyEnd(symptoms);
    if (!exit) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: `The server ended (${endOf(exit)}) before it announced an address.`,
      matched: [{ by: "launcher", text: `ended with ${endOf(exit)}` }, ...lastWords(symptoms)],
      remedy: "read its last words; run it by hand with the same environment",
    };
  },
};
