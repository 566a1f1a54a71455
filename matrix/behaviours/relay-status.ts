import type { Finding } from "../domain/behaviour.ts";
import { grpcStatusNames } from "../domain/grpc-status.ts";
import { clean } from "../domain/outside-text.ts";
import { grpcStatusName } from "../wire/http2-code-points.ts";
import type { Shown, ShownStream } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { quote, violation } from "./findings.ts";
import { blockFrame, resetFrame } from "./frames.ts";
import { messageIn, messagesIn, streamOf, trailersOf, valueIn } from "./wire-view.ts";

/** What a server's application ends a call with. */
export type Status = Readonly<{ code: number; message: string }>;

export const nameOf = (code: number): string => grpcStatusNames[code] ?? String(code);

/**
 * Whether the status that an application gave came out at the other end, and who changed it. A text beside OK is left to
 * the libraries: it says nothing.
 */
export const relayedStatus = (shown: Shown, { code, message }: Status): readonly Finding[] => {
  const { report } = shown;
  const isText = (one: string, other: string) => code === 0 || one === other;
  const stream = streamOf(shown);
  const trailers = stream && trailersInTime(shown, stream);
  const got = `${report.status}${report.message === "" ? "" : `: ${report.message}`}`;
  if (!stream) {
    return report.status === nameOf(code) && isText(report.message, clean(message))
      ? []
      : [
          violation(
            null,
            clauses.status,
            changed(nameOf(code), report.status),
            quote("client", got),
          ),
        ];
  }
  if (!trailers) {
    const reset = stream.response.reset;
    return [
      violation(
        reset === null && stream.request.reset !== null && !isUnanswered(shown, stream)
          ? null
          : "server",
        clauses.status,
        `the call ends without a status, which its application gave as ${nameOf(code)}`,
        quote(
          "wire",
          reset === null ? noTrailers(stream) : `RST_STREAM ${reset}`,
          reset === null ? [] : resetFrame(stream, "response"),
        ),
        quote("client", got),
      ),
    ];
  }
  const sent = valueIn(trailers, "grpc-status") ?? "";
  const sentMessage = messageIn(valueIn(trailers, "grpc-message") ?? "");
  const said = `grpc-status: ${sent}, grpc-message: ${clean(sentMessage)}`;
  const wire = quote("wire", said, blockFrame(stream, "trailing", "grpc-status"));
  const wireText = quote("wire", said, blockFrame(stream, "trailing", "grpc-message"));
  if (sent !== String(code)) {
    return [violation("server", clauses.status, changed(nameOf(code), grpcStatusName(sent)), wire)];
  }
  return [
    ...(isText(sentMessage, message)
      ? []
      : [
          violation("server", clauses.statusMessage, "the text of the status is changed", wireText),
        ]),
    ...(report.status === nameOf(code)
      ? []
      : [
          violation(
            "client",
            clauses.status,
            changed(nameOf(code), report.status),
            wire,
            quote("client", got),
          ),
        ]),
    ...(report.status !== nameOf(code) || isText(report.message, clean(sentMessage))
      ? []
      : [
          violation(
            "client",
            clauses.statusMessage,
            report.message === ""
              ? "the text of the status is lost"
              : "the text of the status is changed",
            wireText,
            quote("client", got),
          ),
        ]),
  ];
};

/** undefined too where they came when their client had given the call up at its deadline: what is late nobody has changed. */
const trailersInTime = (shown: Shown, stream: ShownStream) =>
  stream.request.reset !== null && isUnanswered(shown, stream) ? undefined : trailersOf(stream);

const noTrailers = (stream: ShownStream): string =>
  trailersOf(stream) ? `no trailers before RST_STREAM ${stream.request.reset}` : "no trailers";

/** Clocks differ by less. */
const earlyMs = 5;

/** Whether its client has asked, and given up when the time was over that it gives its server. */
const isUnanswered = ({ exchange, report }: Shown, { request }: ShownStream): boolean => {
  const { deadlineMs } = exchange.options;
  const isOver = deadlineMs != null && report.rpc.elapsedMs >= deadlineMs - earlyMs;
  return isOver && messagesIn(request).length > 0;
};

const changed = (from: string, to: string) => `status ${from} becomes ${to}`;
