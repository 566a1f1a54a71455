import type { Quote } from "../../domain/cause.ts";
import type { ConnectionEvidence } from "../../domain/evidence.ts";
import { isDeadline } from "../../domain/grpc-status.ts";
import type { HeaderBlock, Http2Facts } from "../../domain/http2-facts.ts";
import { isRecordedWhole } from "../../domain/recorded-whole.ts";
import { cameTooLate } from "../given-up.ts";
import {
  clientTexts,
  type Finding,
  failedCalls,
  quoted,
  type Rule,
  seenIn,
  waitedMs,
  wire,
} from "../rule.ts";

const isLate = ({ grpcStatus, grpcMessage }: HeaderBlock): boolean =>
  isDeadline(grpcStatus, [grpcMessage ?? ""]);

/** Of an endpoint nobody sees whether it is the server, or an intermediary that waits for its own. */
const ofEndpoint = (connection: ConnectionEvidence, asked: Quote, limitMs: number): Finding => {
  const answerMs = firstAnswerMs(connection);
  if (answerMs > limitMs / slowShare) {
    return {
      side: null,
      decided: false,
      sentence: `The endpoint answers slowly: its first bytes took ${answerMs.toFixed(0)} ms, and a call is given ${limitMs} ms.`,
      matched: [asked],
      remedy: "give it more time (--timeout), and look what delays each answer on the way",
      nextCheck: "probe with a longer --timeout: if that passes, it is slow and nothing else",
    };
  }
  return {
    side: null,
    decided: true,
    sentence:
      "The endpoint got a call and did not answer it before its deadline: the server's handler waits, or a proxy waits for its server.",
    matched: [asked],
    remedy:
      "look where the handler waits; where a proxy stands before it, whether the call reaches the server (a wrong protocol behind the proxy, TLS or HTTP/1.1, can look so)",
  };
};

/** A call takes two round trips and more. */
const slowShare = 4;

/** From the client's first bytes to the server's, in milliseconds; 0 where one of them was not seen. */
const firstAnswerMs = ({ passages }: ConnectionEvidence): number => {
  const at = (side: "client" | "server") => passages.find(({ from }) => from === side)?.atMs;
  return (at("server") ?? 0) - (at("client") ?? at("server") ?? 0);
};

/** A reply that has headers of its own, and no end. */
const hasBegun = (http2: Http2Facts | null | undefined, stream: number): boolean =>
  http2?.grpc?.replies.some(
    (reply) => reply.stream === stream && reply.status !== null && !reply.ended,
  ) ?? false;

/** Of a request that went out after the server had ended the connection; undefined where it went out before, or nobody saw when. */
const sentTooLate = (
  connection: ConnectionEvidence,
  { path, stream }: HeaderBlock,
): Quote | undefined => {
  const { firstClose, closedMs, passages, wire: seen } = connection;
  if (firstClose?.by !== "server" || closedMs === null) return undefined;
  const at = seen.http2?.client.headers.findIndex((block) => block.stream === stream) ?? -1;
  const heads = seen.messages.filter(({ from, name }) => from === "client" && name === "HEADERS");
  const endsAt = heads[at]?.endsAt;
  const sent = passages.find(
    (one) => one.from === "client" && endsAt !== undefined && one.endsAt >= endsAt,
  );
  if (!sent || sent.atMs <= closedMs) return undefined;
  return wire(
    `the server closed first (${firstClose.how.toUpperCase()}) at ${closedMs.toFixed(0)} ms, and the client sent the call to ${path} at ${sent.atMs.toFixed(0)} ms`,
  );
};

/** Only when nothing deeper is known. */
export const deadlineExceeded: Rule = {
  code: "deadline-exceeded",
  diagnose: (symptoms) => {
    const { outcome, evidence, endpoint } = symptoms;
    const gaveUp = failedCalls(evidence).find(({ status, message, chain }) =>
      isDeadline(status, [message, ...chain]),
    );
    if (!gaveUp) return undefined;
    const late = seenIn(evidence).http2?.server.headers.find(isLate);
    const waited = waitedMs(evidence);
    if (outcome.kind === "timed-out" && waited < outcome.limitMs / 2 && late) {
      return {
        // Whose deadline it was stands in the request's grpc-timeout.
        side: null,
        decided: false,
        sentence: `The endpoint itself answered ${late.grpcStatus}, before the client's deadline.`,
        matched: [
          wire(
            `HEADERS of the server on stream ${late.stream}: grpc-status ${late.grpcStatus}, grpc-message ${late.grpcMessage ?? "none"}`,
          ),
        ],
        remedy: "look for what the server waits for behind itself",
        nextCheck: endpoint
          ? "call a method of the service's own (--call package.Service/Method): one that passes leaves what the health service waits for to blame"
          : "see which grpc-timeout the client's request carries",
      };
    }
    if (outcome.kind === "timed-out" && waited < outcome.limitMs / 2) {
      return {
        side: "client",
        decided: true,
        sentence: `The client gave up after ${waited.toFixed(0)} ms, although it was given ${outcome.limitMs} ms.`,
        matched: [quoted("client", `${gaveUp.status} after ${waited.toFixed(0)} ms`)],
        remedy: "give calls the deadline that was asked for",
      };
    }
    const { connection, http2 } = seenIn(evidence);
    const whole = connection && isRecordedWhole(connection, "server");
    const asked = http2?.client.headers.filter(({ path }) => path !== null) ?? [];
    const unanswered = asked.find(
      ({ stream }) =>
        // grpc-js's server answers for a handler that is late, others answer that the call was given up.
        !http2?.server.headers.some(
          (answer) => answer.stream === stream && !isLate(answer) && !cameTooLate(symptoms, answer),
        ),
    );
    const tooLate = connection && unanswered && sentTooLate(connection, unanswered);
    if (tooLate) {
      return {
        side: null,
        decided: false,
        sentence: "A call was sent on a connection that the server had ended, and waited in vain.",
        matched: [tooLate],
        remedy:
          "look in the server's log for why it ended the connection, and open a new one for the next call",
        nextCheck: "see in the ladder what the server answered before it closed",
      };
    }
    if (unanswered && whole) {
      const late = http2?.server.headers.find(
        (answer) => answer.stream === unanswered.stream && cameTooLate(symptoms, answer),
      );
      const asked = wire(
        `HEADERS of the client on stream ${unanswered.stream}: ${unanswered.path}; none of the server${late ? ` before the client gave the call up, and grpc-status ${late.grpcStatus ?? "none"} after that` : ""}`,
      );
      const limitMs = outcome.kind === "timed-out" ? outcome.limitMs : Number.POSITIVE_INFINITY;
      if (endpoint) return ofEndpoint(connection, asked, limitMs);
      return {
        side: "server",
        decided: true,
        sentence: "The server got a call and did not answer it before its deadline.",
        matched: [asked],
        remedy: "look where the handler waits",
      };
    }
    const unended = whole ? asked.find(({ stream }) => hasBegun(http2, stream)) : undefined;
    if (unended) {
      return {
        side: null,
        decided: endpoint !== null,
        sentence:
          "The endpoint began to answer a call, and did not end its answer before the deadline.",
        matched: [
          wire(
            `HEADERS of the server on stream ${unended.stream} (${unended.path}), and no END_STREAM`,
          ),
        ],
        remedy:
          "look where the handler waits after it has begun to answer, and whether a proxy holds back the rest",
        nextCheck: "run the cell alone with debug output and see which side was last to send",
      };
    }
    return {
      side: null,
      decided: false,
      sentence: "A call was not answered before its deadline.",
      matched: [
        ...clientTexts(evidence)
          .slice(0, 2)
          .map((text) => quoted("client", text.slice(0, 300))),
        ...(unanswered
          ? [wire("the recording of the server's bytes stopped at its limit, before an answer")]
          : []),
      ],
      nextCheck: endpoint
        ? "see in the server's log, and in that of what stands before it, whether the call came and where it waits"
        : "run the cell alone with debug output and see which side was last to send",
    };
  },
};
