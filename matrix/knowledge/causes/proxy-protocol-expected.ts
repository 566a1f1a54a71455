import type { CauseKnowledge } from "../cause-knowledge.ts";

export const proxyProtocolExpected: CauseKnowledge = {
  summary: "The listener expects a header of the PROXY protocol, which clients do not send.",
  sides: ["client", "server", "between"],
  toBeSure:
    "`curl --haproxy-protocol --http2-prior-knowledge http://<address>/` is answered, and the same without that option is not. nginx logs `broken header`, HAProxy `Received something which does not look like a PROXY protocol header`.",
  clause: "haproxy doc/proxy-protocol.txt section 2",
  check: { at: "endpoint", look: "whether the port answers after the line `PROXY UNKNOWN`" },
  fix: {
    any: "dial the load balancer that adds the header, or use a listener without it",
    nginx: "listen without proxy_protocol",
    envoy:
      "no envoy.filters.listener.proxy_protocol on the listener, or allow_requests_without_proxy_protocol",
    haproxy: "bind without accept-proxy; towards a server, `server … send-proxy`",
  },
};
