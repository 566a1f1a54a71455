import type { CauseKnowledge } from "../cause-knowledge.ts";

export const handshakeLinePolluted: CauseKnowledge = {
  summary:
    "The first line on standard output is something else than the one that announces an address.",
  sides: ["server"],
  toBeSure:
    '`KEY=value ./plugin 2>/dev/null | head -1 | cat -A` must show `1|1|tcp|127.0.0.1:<port>|grpc|…$` (of a standalone server `{"listeners":[…]}$`) and nothing before it, no byte order mark and no colour codes either.',
  clause: "hashicorp/go-plugin client.go, Start: Unrecognized remote plugin message",
  check: {
    at: "program",
    look: "run the plugin by hand with the magic cookie set: its first line on standard output",
  },
  fix: {
    any: "print nothing on standard output before the handshake line; logs go to standard error",
    go: "log.SetOutput(os.Stderr); no fmt.Println before plugin.Serve",
    python: "logging.basicConfig(stream=sys.stderr); print(…, file=sys.stderr)",
    node: "console.error for logs: console.log writes to standard output",
    java: "a logging configuration whose console appender writes to System.err",
    rust: "eprintln!, and env_logger or tracing_subscriber::fmt().with_writer(std::io::stderr)",
    dotnet: "builder.Logging.AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace)",
  },
};
