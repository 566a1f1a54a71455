import type { CauseKnowledge } from "../cause-knowledge.ts";

export const exitedMidCall: CauseKnowledge = {
  summary: "The server process ended while a call was under way.",
  sides: ["server"],
  toBeSure:
    "Its exit code or signal is in the launcher's or the system's log (`journalctl`, `kubectl describe pod`, `dmesg | grep -i oom`); the client sees a broken connection and no status of the server.",
  clause: "RFC 9113 section 5.4.1",
  check: { at: "endpoint", look: null },
  fix: {
    any: "correct the crash; give it memory; drain on SIGTERM",
    go: "server.GracefulStop() on SIGTERM; recover from panics in an interceptor",
    python: "server.stop(grace) on SIGTERM",
    node: 'server.tryShutdown() on SIGTERM; process.on("uncaughtException", …) to log it',
    java: "server.shutdown().awaitTermination(…) in a shutdown hook",
    rust: "Server::serve_with_shutdown",
  },
};
