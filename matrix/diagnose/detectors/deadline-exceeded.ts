import { clientTexts, decisiveConnection, type Rule, wire } from "../rule.ts";

/** Only when nothing deeper is known. */
export const deadlineExceeded: Rule = {
  code: "deadline-exceeded",
  diagnose: ({ outcome, evidence }) => {
    const steps = evidence.report?.steps ?? [];
    const calls = steps.flatMap((step) => step.calls);
    if (!calls.some(({ status }) => status === "DEADLINE_EXCEEDED")) return undefined;
    const late = decisiveConnection(evidence)?.wire.http2?.server.headers.find(
      ({ grpcStatus }) => grpcStatus === "DEADLINE_EXCEEDED",
    );
    // The limit bounds a plugin's start too.
    const startMs = evidence.report?.start?.elapsedMs ?? 0;
    const waitedMs = steps.reduce((sum, { elapsedMs }) => sum + elapsedMs, startMs);
    if (outcome.kind === "timed-out" && waitedMs < outcome.limitMs / 2 && late) {
      return {
        // Whose deadline it was stands in the request's grpc-timeout.
        side: null,
        decided: false,
        sentence: "The server itself answered DEADLINE_EXCEEDED, before the client's deadline.",
        matched: [
          wire(
            `HEADERS of the server on stream ${late.stream}: grpc-status DEADLINE_EXCEEDED, grpc-message ${late.grpcMessage ?? "none"}`,
          ),
        ],
        remedy: "look for what the server waits for behind itself",
        nextCheck: "see which grpc-timeout the client's request carries",
      };
    }
    if (outcome.kind === "timed-out" && waitedMs < outcome.limitMs / 2) {
      return {
        side: "client",
        decided: true,
        sentence: `The client gave up after ${waitedMs.toFixed(0)} ms, although it was given ${outcome.limitMs} ms.`,
        matched: [{ by: "client", text: `DEADLINE_EXCEEDED after ${waitedMs.toFixed(0)} ms` }],
        remedy: "give calls the deadline that was asked for",
      };
    }
    const http2 = decisiveConnection(evidence)?.wire.http2;
    const asked = http2?.client.headers.filter(({ path }) => path !== null) ?? [];
    const unanswered = asked.find(
      ({ stream }) =>
        // grpc-js's server answers for a handler that is late.
        !http2?.server.headers.some(
          (answer) => answer.stream === stream && answer.grpcStatus !== "DEADLINE_EXCEEDED",
        ),
    );
    if (unanswered) {
      return {
        side: "server",
        decided: true,
        sentence: "The server got a call and did not answer it before its deadline.",
        matched: [
          wire(
            `HEADERS of the client on stream ${unanswered.stream}: ${unanswered.path}; none of the server`,
          ),
        ],
        remedy: "look where the handler waits",
      };
    }
    return {
      side: null,
      decided: false,
      sentence: "A call was not answered before its deadline.",
      matched: clientTexts(evidence)
        .slice(0, 2)
        .map((text) => ({ by: "client", text: text.slice(0, 300) })),
      nextCheck: "run the cell alone with debug output and see which side was last to send",
    };
  },
};
