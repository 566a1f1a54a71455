import type { CauseKnowledge } from "../cause-knowledge.ts";

export const deadlineExceeded: CauseKnowledge = {
  summary: "The time for a call ran out, and nothing deeper is known.",
  sides: ["client", "server"],
  passes: true,
  toBeSure:
    "The wrapper hides the cause: run it without wait-for-ready and with a longer deadline, so that the connection's own error shows; `handshake-matrix probe <address>` gives each rung its own limit. If the request is on the wire and no answer is, the handler is late.",
  clause: "gRPC status codes: DEADLINE_EXCEEDED (4)",
  check: {
    at: "endpoint",
    look: "each rung with its own time limit, and the alert if there is one",
  },
  fix: {
    any: "give the call more time, or look where the server waits; while you look, let no call wait for its connection, so that the connection's own error is told",
    go: "context.WithTimeout(ctx, d); no grpc.WaitForReady(true) while looking",
    python: "timeout=d; no wait_for_ready=True while looking: it says Deadline Exceeded alone",
    node: "{deadline: Date.now() + ms}; no waitForReady in the call's metadata options while looking",
    java: "withDeadlineAfter(d, unit); no withWaitForReady() while looking",
    rust: "Endpoint::timeout, ClientTlsConfig::timeout",
    dotnet: "new CallOptions(deadline: DateTime.UtcNow.AddSeconds(s))",
  },
};
