import type { HalfStream } from "../../domain/grpc-facts.ts";
import { refusedRequests, shownRefusal } from "../refused-request.ts";
import { type Rule, seenIn, wire } from "../rule.ts";

/** The client's request breaks a rule of gRPC, and the server refuses it. */
export const malformedRequest: Rule = {
  code: "malformed-request",
  diagnose: ({ evidence }) => {
    const { http2 } = seenIn(evidence);
    for (const refused of http2 ? refusedRequests(http2) : []) {
      const { stream, path } = refused.request;
      const what = breachOf(refused.request);
      if (what === null) continue;
      return {
        side: "client",
        decided: true,
        sentence: `The client's request has ${what}, and the server refuses it.`,
        matched: [
          wire(`the request${path ? ` to ${path}` : ""} (stream ${stream}) has ${what}`),
          wire(shownRefusal(refused)),
        ],
        remedy:
          "let a gRPC library write the request; look for what changes headers between client and server",
      };
    }
    return undefined;
  },
};

const breachOf = ({ breach, binary = [] }: HalfStream): string | null => {
  if (breach !== undefined) return breach;
  const malformed = binary.find(({ form }) => form === "malformed");
  return malformed ? `no base64 in ${malformed.name}` : null;
};
