import type { About } from "../about.ts";
import { earlyEnd, lastWords } from "../ended.ts";
import { clientTexts, type Rule } from "../rule.ts";
import { factsIn } from "../said.ts";

const about: About = {
  summary: "The plugin runs and never prints the handshake line on standard output.",
  sides: ["server"],
  toBeSure:
    "Run it by hand with the host's cookie in the environment and standard output through a pipe: `KEY=value ./plugin | head -1`. A line that shows in a terminal but not in a pipe is buffered; one that shows late is `start-timeout`.",
  fix: {
    go: "call plugin.Serve(&plugin.ServeConfig{…, GRPCServer: plugin.DefaultGRPCServer}); it prints the line",
    python:
      'print("1|1|tcp|127.0.0.1:%d|grpc" % port, flush=True): standard output through a pipe is buffered',
    node: 'process.stdout.write("1|1|tcp|127.0.0.1:" + port + "|grpc\\n")',
    java: "System.out.println(line); System.out.flush()",
    rust: 'println!("{line}"); std::io::stdout().flush()?',
    dotnet: "Console.Out.WriteLine(line); Console.Out.Flush()",
  },
};

/** No line on standard output within the limit. */
export const handshakeLineMissing: Rule = {
  code: "handshake-line-missing",
  clause: "hashicorp/go-plugin docs/guide-plugin-write-non-go.md, step 4",
  about,
  diagnose: (symptoms) => {
    const { outcome, evidence } = symptoms;
    if (outcome.phase !== "handshake-line" || evidence.handshakeLine !== null) return undefined;
    if (earlyEnd(symptoms)) return undefined;
    const said = factsIn(clientTexts(evidence)).map(({ fact }) => fact.fact);
    // Where a host reads the end of standard output, it or somebody else may have ended the plugin.
    const ended = said.includes("plugin-line-missing") && !said.includes("timeout");
    return {
      side: "server",
      decided: !ended,
      sentence: ended
        ? "The server's standard output ended without a line that announces an address."
        : "The server started but announced no address on standard output in time.",
      matched: [
        { by: "orchestrator", text: outcome.kind === "failed" ? outcome.reason : "no line" },
        ...lastWords(symptoms),
      ],
      nextCheck: "run the plugin by hand with the host's cookie, and see how it ends",
      remedy: "print the handshake line as the first line on standard output, and flush it",
    };
  },
};
