import { foreignProtocol } from "../foreign-protocol.ts";
import { certain, firstOf, quoted, type Rule } from "../rule.ts";

/** What listens speaks a protocol that is known, and that is not gRPC's. */
export const otherProtocol: Rule = {
  code: "other-protocol",
  diagnose: (symptoms) => {
    const spoken = foreignProtocol(symptoms);
    if (!spoken) return undefined;
    const { name, saw, source } = spoken;
    const by = symptoms.endpoint?.protocol ? "orchestrator" : "wire";
    return {
      side: "server",
      decided: true,
      sentence: `This port serves ${name}, not gRPC.`,
      matched: [quoted(by, `the server sent: ${saw} (${source})`)],
      remedy: "dial the port that serves gRPC",
    };
  },
};

/** The listener waits for a header of the PROXY protocol before anything else (found by a probe). */
export const proxyProtocolExpected = firstOf(
  "proxy-protocol-expected",
  certain({
    side: null,
    sentence:
      "The listener expects a header of the PROXY protocol, which clients of gRPC do not send.",
    remedy:
      "dial the load balancer that adds the header, or turn the PROXY protocol off on this listener",
    shownBy: ({ endpoint }) =>
      endpoint?.behindProxyHeader
        ? [
            quoted("orchestrator", "without the header it answers nothing"),
            quoted(
              "orchestrator",
              `after "PROXY UNKNOWN" it answers with ${endpoint.behindProxyHeader}`,
            ),
          ]
        : [],
  }),
);
