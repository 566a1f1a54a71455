import { decisiveConnection, type Rule } from "../rule.ts";
import { factsIn, saidIn } from "../said.ts";

/** What gRPC's libraries allow a received message by default, in octets (gRPC core: GRPC_DEFAULT_MAX_RECV_MESSAGE_LENGTH). */
const ordinaryLimit = 4 * 1024 * 1024;

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
  diagnose: ({ evidence }) => {
    const calls = evidence.report?.steps.flatMap((step) => step.calls) ?? [];
    const refused = calls.filter(({ status }) => status === "RESOURCE_EXHAUSTED");
    const said = saidIn(refused.map(({ message }) => message)).find(
      ({ code }) => code === "message-too-large",
    );
    if (!said) return undefined;
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
