import type { CauseKnowledge } from "../cause-knowledge.ts";

export const missingKeyNotReported: CauseKnowledge = {
  summary: "The server answers a question for something absent as if it were there.",
  sides: ["server", "client"],
  toBeSure:
    "Ask for a key that was never put: the status must be NOT_FOUND (5), not OK with an empty value.",
  clause: "harness/CONTRACT.md, Server; proto/kv.proto",
  check: { at: "endpoint", look: null },
  fix: {
    any: "answer NOT_FOUND for what is not there",
    go: "status.Error(codes.NotFound, …)",
    python: "context.abort(grpc.StatusCode.NOT_FOUND, …)",
    node: "callback({code: grpc.status.NOT_FOUND})",
    java: "Status.NOT_FOUND.asRuntimeException()",
    rust: "Err(Status::not_found(…))",
    dotnet: "throw new RpcException(new Status(StatusCode.NotFound, …))",
  },
};
