import type { CauseKnowledge } from "../cause-knowledge.ts";

export const cancelledByCaller: CauseKnowledge = {
  summary: "The caller gave up before there was an answer: what was under way ended with it.",
  sides: ["client"],
  toBeSure:
    "Look for who cancels: a request that ended, a context with a timeout above, a channel that was closed. What the cancelled step was doing is not at fault by that.",
  clause: "gRPC status codes, CANCELLED",
  check: {
    at: "program",
    look: "what the caller did before: whether its own request, context or channel had ended, and after which time",
  },
  fix: {
    any: "look for what cancels the call or closes its connection: the caller's own deadline, context or end",
    go: "context.Cause(ctx) tells who cancelled; do not call ClientConn.Close while calls run",
    python: "look for channel.close() and future.cancel()",
    node: "look for client.close() and call.cancel()",
    java: "look for ManagedChannel.shutdown() and shutdownNow() while calls run, and for a cancelled Context",
  },
};
