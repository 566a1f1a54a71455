import type { Finding } from "../domain/behaviour.ts";
import { isDeadline } from "../domain/grpc-status.ts";
import { grpcStatusName } from "../wire/http2-code-points.ts";
import type { Shown } from "./behaviour.ts";
import { quote, violation } from "./findings.ts";
import { blockFrame } from "./frames.ts";
import { nameOf } from "./relay-status.ts";
import { streamOf, trailersOf, valueIn } from "./wire-view.ts";

/** A status that a library has to make itself. */
type Rule = Readonly<{
  code: number;
  /** Whose library has to. Of a server's status the client is to be told. */
  from: "client" | "server";
  clause: string;
  /** What happened: "two requests to a unary method"; absent where the title says it. */
  of?: string;
}>;

/** Whether a library made the status that the specification names for the case. */
export const expectCode = (shown: Shown, { code, from, clause, of }: Rule): readonly Finding[] => {
  const { report } = shown;
  const wanted = nameOf(code);
  const stream = streamOf(shown);
  const trailers = stream && trailersOf(stream);
  const sent = trailers ? grpcStatusName(valueIn(trailers, "grpc-status") ?? "") : null;
  const saw = [
    quote(
      "wire",
      sent === null ? "no status" : `grpc-status: ${sent}`,
      sent === null ? [] : blockFrame(stream, "trailing", "grpc-status"),
    ),
    quote("client", `${report.status}: ${report.message}`),
  ];
  const end = code === 4 ? report.status : endOf(shown);
  const sentence = `${of === undefined ? "" : `${of}: `}${end === "hangs" ? "no end before the deadline" : `status ${end}`}, where ${wanted} is due`;
  if (from === "client" || sent === null) {
    if (report.status === wanted) return [];
    return [violation(stream === null ? null : from, clause, sentence, ...saw)];
  }
  if (sent !== wanted) {
    const said = `${of === undefined ? "" : `${of}: `}status ${sent}, where ${wanted} is due`;
    return [violation("server", clause, said, ...saw)];
  }
  return report.status === wanted
    ? []
    : [violation("client", clause, `status ${wanted} becomes ${report.status}`, ...saw)];
};

/** Statuses stand for themselves, but that a call that was ended by its own deadline did not end. */
const endOf = ({ report, exchange }: Shown): string =>
  exchange.options.deadlineMs !== undefined &&
  isDeadline(report.status, [report.message, ...report.chain])
    ? "hangs"
    : report.status;
