import type { CellEvidence } from "../../domain/evidence.ts";
import type { Fact } from "../../domain/fact.ts";
import { isDeadline } from "../../domain/grpc-status.ts";
import {
  clientTexts,
  failedCalls,
  nothingArrived,
  quoted,
  type Rule,
  type Symptoms,
  waitedMs,
} from "../rule.ts";
import { factsIn } from "../said.ts";

/** What a client can state that never got a connection. */
const beforeConnecting: ReadonlySet<Fact["fact"]> = new Set<Fact["fact"]>([
  "wrapper",
  "dialled",
  "timeout",
  "name-not-resolved",
  "target-unusable",
  "connection-refused",
  "permission-denied",
]);

/** The client says that it failed, and no connection of its ever came to this address. */
export const wrongEndpoint: Rule = {
  code: "wrong-endpoint",
  clause: "RFC 9293 section 3.5",
  diagnose: ({ outcome, evidence }) => {
    const steps = evidence.report?.steps ?? [];
    if (evidence.connections.length > 0 || steps.length === 0) return undefined;
    const texts = clientTexts(evidence);
    const facts = factsIn(texts).map(({ fact }) => fact.fact);
    const doubt = facts.includes("unreachable")
      ? "the client says that its network leads nowhere, which no address mends"
      : hasGivenUpEarly(outcome, evidence)
        ? "the client gave up so early that it may not have dialled yet"
        : null;
    return {
      side: "client",
      // A connection that is reset at once may pass unseen.
      decided:
        texts.length > 0 &&
        doubt === null &&
        facts.length > 0 &&
        !texts.some((text) => /reset|ECONN|closed|EOF/i.test(text)) &&
        facts.every((fact) => beforeConnecting.has(fact)),
      doubt,
      sentence: "The client never connected to the address that it was given.",
      matched: [
        nothingArrived,
        ...texts.slice(0, 1).map((text) => quoted("client", text.slice(0, 300))),
      ],
      nextCheck: "print what the client's library says before it dials",
      remedy:
        "print the address that the client really dials; look for a proxy or a resolver between",
    };
  },
};

/** A client that ends its calls long before the limit that it was given has set one of its own, perhaps too short to dial in. */
const hasGivenUpEarly = (
  outcome: Symptoms["outcome"],
  evidence: Pick<CellEvidence, "report">,
): boolean => {
  const gaveUp = failedCalls(evidence).some(({ status, message, chain }) =>
    isDeadline(status, [message, ...chain]),
  );
  return gaveUp && outcome.kind === "timed-out" && waitedMs(evidence) < outcome.limitMs / 2;
};
