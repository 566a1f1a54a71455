import type { Quote } from "../domain/cause.ts";
import type { CellEvidence } from "../domain/evidence.ts";
import { proxyStates, type UpstreamFault } from "../knowledge/upstream-faults.ts";
import { clientTexts, seenIn, wire } from "./rule.ts";

/**
 * How a proxy says that its way to the server ended, where it was configured to quote that: Envoy's response flags and
 * HAProxy's termination state, in a header, in grpc-message, or in a page; null where nothing does.
 */
export const quotedState = (
  evidence: CellEvidence,
): Readonly<{ fault: UpstreamFault; quote: Quote }> | null => {
  const answers = seenIn(evidence).answers;
  const said = [
    ...answers.flatMap(({ stream, proxyState, grpcMessage }) =>
      [proxyState, grpcMessage].flatMap((text) =>
        text ? [wire(`HEADERS of stream ${stream}: ${text}`)] : [],
      ),
    ),
    ...clientTexts(evidence).map((text): Quote => ({ by: "client", text: text.slice(0, 300) })),
  ];
  for (const quote of said) {
    const fault = proxyStates.find(({ pattern }) => pattern.test(quote.text));
    if (fault) return { fault, quote };
  }
  return null;
};
