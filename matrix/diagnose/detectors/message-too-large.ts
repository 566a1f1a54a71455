import { sizeRefusals } from "../../domain/grpc-status.ts";
import { httpAnswer } from "../http-answer.ts";
import { limitIn, type RefusedMessage, refusedMessage } from "../refused-message.ts";
import { ordinaryLimit, replyFaults } from "../reply-fault.ts";
import {
  type Finding,
  failedCalls,
  quoted,
  type Rule,
  type Symptoms,
  seenIn,
  wire,
} from "../rule.ts";
import { saidIn } from "../said.ts";

const byHttp = httpAnswer("message-too-large");

const other = (side: "client" | "server") => (side === "client" ? "server" : "client");

/** A message over a side's limit; gRPC's own limit of a received message is 4 MiB. */
export const messageTooLarge: Rule = {
  code: "message-too-large",
  diagnose: (symptoms) => {
    const { evidence } = symptoms;
    const refused = failedCalls(evidence).filter(({ status }) => sizeRefusals.includes(status));
    const said = saidIn(refused.map(({ message }) => message)).find(
      ({ code }) => code === "message-too-large",
    );
    const { http2 } = seenIn(evidence);
    if (!said) {
      const seen = http2 && !wasAskedFor(symptoms) ? refusedMessage(http2) : undefined;
      if (seen) return onTheWire(seen);
      return byHttp.diagnose(symptoms) ?? unlikelyTaken(symptoms);
    }
    const answers = http2?.server.headers ?? [];
    const byServer = answers.some(({ grpcStatus }) => sizeRefusals.includes(grpcStatus ?? ""));
    const seen = answers.length > 0;
    const receiver = byServer ? "server" : "client";
    const limit = limitIn(said.text);
    return {
      side: seen && limit !== null ? whoseToChange(receiver, limit) : null,
      decided: seen,
      sentence: "A message is larger than the receiving side allows.",
      matched: [quoted("client", said.text)],
      nextCheck:
        "see whether the server's answer carries that status, or the client found the size itself",
      remedy: remedyFor(limit),
    };
  },
};

/** Whether the proof itself sent what is too large, and went on from the refusal. */
const wasAskedFor = ({ evidence }: Symptoms): boolean =>
  evidence.report?.steps
    .slice(0, -1)
    .some(({ calls }) => calls.some(({ status }) => sizeRefusals.includes(status))) ?? false;

/** A client that resets a stream does so by the ordinary limit, as far as anybody can tell. */
const onTheWire = ({ by, limit, saw }: RefusedMessage): Finding => {
  const held = by === "client" ? ordinaryLimit : limit;
  return {
    side: held === null ? null : whoseToChange(by, held),
    decided: true,
    sentence: "A message is larger than the receiving side allows.",
    matched: saw.map(wire),
    remedy: remedyFor(held),
  };
};

/** A reply over the ordinary limit, which a probe takes and other clients do not. */
const unlikelyTaken = ({ evidence, endpoint }: Symptoms): Finding | undefined => {
  const http2 = endpoint && seenIn(evidence).http2;
  const large = http2 && replyFaults(http2).find(({ code }) => code === "message-too-large");
  return large
    ? {
        side: "server",
        decided: true,
        sentence: "The server sends a message that is larger than clients take by default (4 MiB).",
        matched: [wire(`the reply on stream ${large.stream} has ${large.what}`)],
        remedy: remedyFor(ordinaryLimit),
      }
    : undefined;
};

const whoseToChange = (receiver: "client" | "server", limit: number) =>
  limit >= ordinaryLimit ? other(receiver) : receiver;

const remedyFor = (limit: number | null): string =>
  limit !== null && limit >= ordinaryLimit
    ? "send less at once, or raise the receiver's limit (max receive message length)"
    : "raise the receiver's limit (max receive message length), or send less at once";
