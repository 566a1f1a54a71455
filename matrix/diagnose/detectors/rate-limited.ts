import { saysTooManyCalls } from "../../knowledge/limit-words.ts";
import { httpAnswer } from "../http-answer.ts";
import { failedCalls, firstOf, seenIn, wire } from "../rule.ts";

/** Said by gRPC itself, of every call that failed, with words about the number of calls; or by an HTTP status. */
export const rateLimited = firstOf(
  "rate-limited",
  ({ evidence }) => {
    const end = seenIn(evidence).answers.find(
      ({ grpcStatus, grpcMessage }) =>
        grpcStatus === "RESOURCE_EXHAUSTED" && saysTooManyCalls(grpcMessage ?? ""),
    );
    const failed = failedCalls(evidence);
    const isEvery = failed.every(
      ({ status, message }) => status === "RESOURCE_EXHAUSTED" && saysTooManyCalls(message),
    );
    if (!end || failed.length === 0 || !isEvery) return undefined;
    return {
      side: "client",
      decided: true,
      sentence: "The endpoint refuses the call because too many came before it.",
      matched: [
        wire(
          `HEADERS of stream ${end.stream}: grpc-status RESOURCE_EXHAUSTED, grpc-message ${end.grpcMessage}`,
        ),
      ],
      remedy: "send fewer calls, with a growing pause after each refusal, or raise the limit",
    };
  },
  httpAnswer("rate-limited").diagnose,
);
