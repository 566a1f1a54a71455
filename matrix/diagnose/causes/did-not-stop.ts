import type { About } from "../about.ts";
import type { Rule } from "../rule.ts";

const about: About = {
  summary: "The plugin did not end when it was told to.",
  sides: ["server"],
  toBeSure:
    "`kill -TERM <pid>` and wait: a process that stays has a handler that never returns, or a thread that keeps it alive.",
  fix: {
    go: "plugin.Serve ends by itself; os.Exit after GRPCController.Shutdown where threads remain",
    python: "server.stop(grace).wait() in Shutdown, and daemon threads",
    node: "server.forceShutdown() in Shutdown, and no timer that keeps the process alive",
    java: "server.shutdownNow(), and daemon threads",
    rust: "Server::serve_with_shutdown(addr, signal)",
  },
};

/** Told to end, it stayed. */
export const didNotStop: Rule = {
  code: "did-not-stop",
  clause: "hashicorp/go-plugin grpc_controller.go, Shutdown",
  about,
  diagnose: ({ outcome, steps }) => {
    const step = steps.find(({ name }) => name === "shutdown");
    if (outcome.phase !== "shutdown" || !step || step.passed) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The plugin did not end when its controller was told to shut it down.",
      matched: [{ by: "client", text: step.difference ?? "still running" }],
      remedy: "end the process in plugin.GRPCController/Shutdown",
    };
  },
};
