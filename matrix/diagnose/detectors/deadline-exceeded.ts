import type { Quote } from "../../domain/cause.ts";
import { isDeadline } from "../../domain/grpc-status.ts";
import type { HeaderBlock } from "../../domain/http2-facts.ts";
import { isRecordedWhole } from "../../domain/recorded-whole.ts";
import { clientTexts, decisiveConnection, type Rule, wire } from "../rule.ts";

const isLate = ({ grpcStatus, grpcMessage }: HeaderBlock): boolean =>
  isDeadline(grpcStatus, [grpcMessage ?? ""]);

/** Only when nothing deeper is known. */
export const deadlineExceeded: Rule = {
  code: "deadline-exceeded",
  diagnose: ({ outcome, evidence }) => {
    const steps = evidence.report?.steps ?? [];
    const calls = steps.flatMap((step) => step.calls);
    const gaveUp = calls.find(({ status, message, chain }) =>
      isDeadline(status, [message, ...chain]),
    );
    if (!gaveUp) return undefined;
    const late = decisiveConnection(evidence)?.wire.http2?.server.headers.find(isLate);
    // The limit bounds a plugin's start too.
    const startMs = evidence.report?.start?.elapsedMs ?? 0;
    const waitedMs = steps.reduce((sum, { elapsedMs }) => sum + elapsedMs, startMs);
    if (outcome.kind === "timed-out" && waitedMs < outcome.limitMs / 2 && late) {
      return {
        // Whose deadline it was stands in the request's grpc-timeout.
        side: null,
        decided: false,
        sentence: `The server itself answered ${late.grpcStatus}, before the client's deadline.`,
        matched: [
          wire(
            `HEADERS of the server on stream ${late.stream}: grpc-status ${late.grpcStatus}, grpc-message ${late.grpcMessage ?? "none"}`,
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
        matched: [{ by: "client", text: `${gaveUp.status} after ${waitedMs.toFixed(0)} ms` }],
        remedy: "give calls the deadline that was asked for",
      };
    }
    const connection = decisiveConnection(evidence);
    const http2 = connection?.wire.http2;
    const whole = connection && isRecordedWhole(connection, "server");
    const asked = http2?.client.headers.filter(({ path }) => path !== null) ?? [];
    const unanswered = asked.find(
      ({ stream }) =>
        // grpc-js's server answers for a handler that is late.
        !http2?.server.headers.some((answer) => answer.stream === stream && !isLate(answer)),
    );
    if (unanswered && whole) {
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
      matched: [
        ...clientTexts(evidence)
          .slice(0, 2)
          .map((text): Quote => ({ by: "client", text: text.slice(0, 300) })),
        ...(unanswered
          ? [wire("the recording of the server's bytes stopped at its limit, before an answer")]
          : []),
      ],
      nextCheck: "run the cell alone with debug output and see which side was last to send",
    };
  },
};
