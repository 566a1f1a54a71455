import type { Rule } from "../rule.ts";
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
    return {
      side: "server",
      decided: true,
      sentence: "A message is larger than the receiving side allows.",
      evidence: [{ by: "client", text: said.text }],
      remedy: "raise the receiver's limit (max receive message length), or send less at once",
    };
  },
};
