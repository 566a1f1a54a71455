import type { About } from "../about.ts";
import { wrongAnswer } from "../wrong-answer.ts";

const about: About = {
  summary: "The server answers a question for something absent as if it were there.",
  sides: ["server", "client"],
  toBeSure:
    "Ask for a key that was never put: the status must be NOT_FOUND (5), not OK with an empty value.",
  fix: {
    go: "status.Error(codes.NotFound, …)",
    python: "context.abort(grpc.StatusCode.NOT_FOUND, …)",
    node: "callback({code: grpc.status.NOT_FOUND})",
    java: "Status.NOT_FOUND.asRuntimeException()",
    rust: "Err(Status::not_found(…))",
    dotnet: "throw new RpcException(new Status(StatusCode.NotFound, …))",
  },
};

export const missingKeyNotReported = wrongAnswer(
  "missing-key-not-reported",
  about,
  (step) => step.name === "get-missing",
  "The server does not answer NOT_FOUND for a key that was never put.",
);
