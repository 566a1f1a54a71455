import { transportStatuses } from "../../domain/grpc-status.ts";
import type { About } from "../about.ts";
import { endOf, lastWords } from "../ended.ts";
import { decisiveConnection, type Rule, type Symptoms, wire } from "../rule.ts";

const about: About = {
  summary: "The server process ended while a call was under way.",
  sides: ["server"],
  toBeSure:
    "Its exit code or signal is in the launcher's or the system's log (`journalctl`, `kubectl describe pod`, `dmesg | grep -i oom`); the client sees a broken connection and no status of the server.",
  fix: {
    any: "correct the crash; give it memory; drain on SIGTERM",
    go: "server.GracefulStop() on SIGTERM; recover from panics in an interceptor",
    python: "server.stop(grace) on SIGTERM",
    node: 'server.tryShutdown() on SIGTERM; process.on("uncaughtException", …) to log it',
    java: "server.shutdown().awaitTermination(…) in a shutdown hook",
    rust: "Server::serve_with_shutdown",
  },
};

/** It ran and served, and ended while a call was under way. */
export const exitedMidCall: Rule = {
  code: "exited-mid-call",
  clause: "RFC 9113 section 5.4.1",
  about,
  diagnose: (symptoms) => {
    const { outcome, evidence, steps } = symptoms;
    const exit = evidence.server?.exit;
    const connection = decisiveConnection(evidence);
    const began = outcome.phase === "rpc" || outcome.phase === "http2" || outcome.phase === "proof";
    if (!began || !exit || connection?.firstClose?.by === "client") return undefined;
    if (steps.length > 0 && steps.every((step) => step.passed)) return undefined;
    const calls = evidence.report?.steps.flatMap((step) => step.calls) ?? [];
    // Every call was answered: the process ended afterwards, as a host ends its plugin.
    if (calls.length > 0 && !calls.some(({ status }) => transportStatuses.has(status)))
      return undefined;
    // A host ends a plugin whose connection broke, and its signal says nothing of what came first.
    const ended = evidence.handshakeLine !== null && /^SIG(KILL|TERM|INT)$/.test(exit.signal ?? "");
    if (ended && connection?.firstClose?.by === "server" && !crashed(symptoms)) {
      return {
        side: null,
        decided: false,
        sentence: `The connection broke and the plugin ended (${endOf(exit)}): which came first is not seen.`,
        matched: [
          wire(`the server's side closed first (${connection.firstClose.how.toUpperCase()})`),
          { by: "launcher", text: `ended with ${endOf(exit)}` },
          ...lastWords(symptoms),
        ],
        remedy: "look for what stands between host and plugin, and read the plugin's last words",
        nextCheck:
          "see in handshake.txt when the connection ended, and whether the plugin lived on",
      };
    }
    return {
      side: "server",
      decided: true,
      sentence: `The server process ended (${endOf(exit)}) while it was being used.`,
      matched: [{ by: "launcher", text: `ended with ${endOf(exit)}` }, ...lastWords(symptoms)],
      remedy: "read its last words; run the cell alone with debug output",
    };
  },
};

/** Whether it said on standard error that it was about to end. */
const crashed = ({ evidence }: Symptoms): boolean =>
  /^(?:panic: |fatal error: |Traceback |Uncaught |Unhandled |terminate called|thread '[^'\n]{0,200}' panicked|[\w.]{0,200}(?:Error|Exception)(?::|$))/m.test(
    evidence.server?.stderr ?? "",
  );
