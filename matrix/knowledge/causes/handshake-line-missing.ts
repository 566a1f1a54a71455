import type { CauseKnowledge } from "../cause-knowledge.ts";

export const handshakeLineMissing: CauseKnowledge = {
  summary: "The plugin runs and never prints the handshake line on standard output.",
  sides: ["server"],
  toBeSure:
    "Run it by hand with the host's cookie in the environment and standard output through a pipe: `KEY=value ./plugin | head -1`. A line that shows in a terminal but not in a pipe is buffered; one that shows late is `start-timeout`.",
  clause: "hashicorp/go-plugin docs/guide-plugin-write-non-go.md, step 4",
  check: {
    at: "program",
    look: "run the plugin by hand with the magic cookie set: its first line, the time until it, its exit code, and file(1) for its interpreter",
  },
  fix: {
    any: "let the plugin print its handshake line on standard output, and flush it, as soon as it listens",
    go: "call plugin.Serve(&plugin.ServeConfig{…, GRPCServer: plugin.DefaultGRPCServer}); it prints the line",
    python:
      'print("1|1|tcp|127.0.0.1:%d|grpc" % port, flush=True): standard output through a pipe is buffered',
    node: 'process.stdout.write("1|1|tcp|127.0.0.1:" + port + "|grpc\\n")',
    java: "System.out.println(line); System.out.flush()",
    rust: 'println!("{line}"); std::io::stdout().flush()?',
    dotnet: "Console.Out.WriteLine(line); Console.Out.Flush()",
  },
};
