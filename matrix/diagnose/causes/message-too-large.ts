import { decisiveConnection, type Rule } from "../rule.ts";
import { saidIn } from "../said.ts";

/** A message over a side's limit; gRPC's own limit of a received message is 4 MiB. */
export const messageTooLarge: Rule = {
  code: "message-too-large",
  clause: "gRPC status codes: RESOURCE_EXHAUSTED (8)",
  diagnose: ({ evidence }) => {
    const calls = evidence.report?.steps.flatMap((step) => step.calls) ?? [];
    const refused = calls.filter(({ status }) => status === "RESOURCE_EXHAUSTED");
    const said = saidIn(refused.map(({ message }) => message)).find(
      ({ code }) => code === "message-too-large",
    );
    if (!said) return undefined;
    const http2 = decisiveConnection(evidence)?.wire.http2;
    const byServer = http2?.server.headers.some(
      ({ grpcStatus }) => grpcStatus === "RESOURCE_EXHAUSTED",
    );
    return {
      side: http2 ? (byServer ? "server" : "client") : null,
      decided: http2 !== null && http2 !== undefined,
      sentence: "A message is larger than the receiving side allows.",
      matched: [{ by: "client", text: said.text }],
      nextCheck:
        "see whether the server's answer carries RESOURCE_EXHAUSTED, or the client found the size itself",
      remedy: "raise the receiver's limit (max receive message length), or send less at once",
    };
  },
};
