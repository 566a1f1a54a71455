import { ofEndpoint } from "../rule.ts";

/** The listener waits for a header of the PROXY protocol before anything else (found by a probe). */
export const proxyProtocolExpected = ofEndpoint({
  code: "proxy-protocol-expected",
  diagnose: ({ endpoint }) =>
    endpoint.behindProxyHeader
      ? {
          side: null,
          decided: true,
          sentence:
            "The listener expects a header of the PROXY protocol, which clients of gRPC do not send.",
          matched: [
            { by: "orchestrator", text: "without the header it answers nothing" },
            {
              by: "orchestrator",
              text: `after "PROXY UNKNOWN" it answers with ${endpoint.behindProxyHeader}`,
            },
          ],
          remedy:
            "dial the load balancer that adds the header, or turn the PROXY protocol off on this listener",
        }
      : undefined,
});
