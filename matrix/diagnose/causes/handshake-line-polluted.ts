import type { Quote } from "../../domain/cause.ts";
import type { About } from "../about.ts";
import { firstLine, isHandshakeLine } from "../handshake-line.ts";
import { clientTexts, type Rule } from "../rule.ts";

const about: About = {
  summary:
    "The first line on standard output is something else than the one that announces an address.",
  sides: ["server"],
  toBeSure:
    '`KEY=value ./plugin 2>/dev/null | head -1 | cat -A` must show `1|1|tcp|127.0.0.1:<port>|grpc|…$` (of a standalone server `{"listeners":[…]}$`) and nothing before it, no byte order mark and no colour codes either.',
  fix: {
    go: "log.SetOutput(os.Stderr); no fmt.Println before plugin.Serve",
    python: "logging.basicConfig(stream=sys.stderr); print(…, file=sys.stderr)",
    node: "console.error for logs: console.log writes to standard output",
    java: "a logging configuration whose console appender writes to System.err",
    rust: "eprintln!, and env_logger or tracing_subscriber::fmt().with_writer(std::io::stderr)",
    dotnet: "builder.Logging.AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace)",
  },
};

/** The first line is something else. */
export const handshakeLinePolluted: Rule = {
  code: "handshake-line-polluted",
  clause: "hashicorp/go-plugin client.go, Start: Unrecognized remote plugin message",
  about,
  diagnose: ({ outcome, evidence }) => {
    const { handshakeLine: line, announcementFault } = evidence;
    if (outcome.phase !== "handshake-line" || line === null) return undefined;
    if (
      announcementFault ? announcementFault.kind !== "no-announcement" : isHandshakeLine.test(line)
    )
      return undefined;
    return {
      side: "server",
      decided: true,
      sentence: `The first line on the server's standard output is no ${announcementFault ? "announcement" : "handshake line"}.`,
      matched: [
        firstLine(line),
        ...clientTexts(evidence)
          .slice(0, 1)
          .map((text): Quote => ({ by: "client", text: text.slice(0, 300) })),
      ],
      remedy: "keep standard output for the line that announces the address; log to standard error",
    };
  },
};
