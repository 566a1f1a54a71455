import type { CauseKnowledge } from "../cause-knowledge.ts";

export const exitedEarly: CauseKnowledge = {
  summary: "The server or plugin process ended before it announced where it listens.",
  sides: ["server"],
  toBeSure:
    "Run it by hand with the same environment and read its last lines; `echo $?` above 128 is a signal (137: killed, often for memory; 139: a crash). It is no silent start: the process is gone.",
  clause: "hashicorp/go-plugin client.go, Start",
  check: {
    at: "program",
    look: "run the plugin by hand with the magic cookie set: its first line, its standard error and its exit code",
  },
  fix: {
    any: "correct what its last words name: a missing file, a port that is taken, a wrong flag; start children with the environment that they need",
    go: "plugin.ClientConfig{Stderr: os.Stderr, Logger: hclog.New(&hclog.LoggerOptions{Level: hclog.Trace})} shows what the plugin says",
  },
};
