import { ordinaryLimit, replyFaults } from "../reply-fault.ts";
import { decisiveConnection, type Finding, type Rule, type Symptoms, wire } from "../rule.ts";
import { factsIn, saidIn } from "../said.ts";

const limitIn = (text: string): number | null => {
  for (const { fact } of factsIn([text])) {
    if (fact.fact === "message-too-large" && fact.limit !== null) return fact.limit;
  }
  return null;
};

const other = (side: "client" | "server") => (side === "client" ? "server" : "client");

/** A message over a side's limit; gRPC's own limit of a received message is 4 MiB. */
export const messageTooLarge: Rule = {
  code: "message-too-large",
  diagnose: (symptoms) => {
    const { evidence } = symptoms;
    const calls = evidence.report?.steps.flatMap((step) => step.calls) ?? [];
    const refused = calls.filter(({ status }) => status === "RESOURCE_EXHAUSTED");
    const said = saidIn(refused.map(({ message }) => message)).find(
      ({ code }) => code === "message-too-large",
    );
    if (!said) return unlikelyTaken(symptoms);
    const answers = decisiveConnection(evidence)?.wire.http2?.server.headers ?? [];
    const byServer = answers.some(({ grpcStatus }) => grpcStatus === "RESOURCE_EXHAUSTED");
    const seen = answers.length > 0;
    const receiver = byServer ? "server" : "client";
    const limit = limitIn(said.text);
    const tooMuch = limit !== null && limit >= ordinaryLimit;
    return {
      side: seen && limit !== null ? (tooMuch ? other(receiver) : receiver) : null,
      decided: seen,
      sentence: "A message is larger than the receiving side allows.",
      matched: [{ by: "client", text: said.text }],
      nextCheck:
        "see whether the server's answer carries RESOURCE_EXHAUSTED, or the client found the size itself",
      remedy: tooMuch
        ? "send less at once, or raise the receiver's limit (max receive message length)"
        : "raise the receiver's limit (max receive message length), or send less at once",
    };
  },
};

/** A reply that is over the ordinary limit, of which the client said nothing, or went away in the middle of it. */
const unlikelyTaken = ({ evidence, endpoint }: Symptoms): Finding | undefined => {
  const http2 = decisiveConnection(evidence)?.wire.http2;
  const large = http2 && replyFaults(http2).find(({ code }) => code === "message-too-large");
  if (!large) return undefined;
  const left = http2.client.resets.some(({ stream }) => stream === large.stream);
  if (!left && !endpoint) return undefined;
  return {
    side: "server",
    decided: true,
    sentence: "The server sends a message that is larger than clients take by default (4 MiB).",
    matched: [
      wire(`the reply on stream ${large.stream} has ${large.what}`),
      ...(left ? [wire(`the client ended stream ${large.stream} before its end`)] : []),
    ],
    remedy: "send less at once, or raise the receiver's limit (max receive message length)",
  };
};
