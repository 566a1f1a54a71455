import type { CauseKnowledge } from "../cause-knowledge.ts";

export const didNotStop: CauseKnowledge = {
  summary: "The plugin did not end when it was told to.",
  sides: ["server"],
  toBeSure:
    "`kill -TERM <pid>` and wait: a process that stays has a handler that never returns, or a thread that keeps it alive.",
  clause: "hashicorp/go-plugin grpc_controller.go, Shutdown",
  check: { at: "endpoint", look: null },
  fix: {
    any: "let the plugin end when it is told to: no thread and no timer may keep the process alive",
    go: "plugin.Serve ends by itself; os.Exit after GRPCController.Shutdown where threads remain",
    python: "server.stop(grace).wait() in Shutdown, and daemon threads",
    node: "server.forceShutdown() in Shutdown, and no timer that keeps the process alive",
    java: "server.shutdownNow(), and daemon threads",
    rust: "Server::serve_with_shutdown(addr, signal)",
  },
};
