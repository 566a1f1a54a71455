import type { CauseKnowledge } from "../cause-knowledge.ts";

export const upstreamProtocolMismatch: CauseKnowledge = {
  summary: "A proxy and the server behind it do not speak the same protocol.",
  sides: ["between", "server"],
  toBeSure:
    "The proxy's log: Envoy has the response flag UPE or WRONG_VERSION_NUMBER, nginx `upstream sent too large http2 frame: 4740180` (HTTP/1.1) or `no valid HTTP/1.0 header` (HTTP/2). `openssl s_client -alpn h2` and `curl --http2-prior-knowledge` at the server tell what it speaks.",
  clause: "RFC 9113 section 3; Envoy access log, response flags",
  check: {
    at: "program",
    look: "what the server behind the proxy speaks: TLS or not, HTTP/2 or HTTP/1.1; against the proxy's configuration",
  },
  fix: {
    any: "let the proxy speak HTTP/2 to the server, with TLS if the server wants it and without if not",
    nginx: "grpc_pass grpc:// without TLS, grpcs:// with it; never proxy_pass",
    envoy:
      "explicit_http_config: http2_protocol_options of the cluster, and a transport_socket with UpstreamTlsContext where the server has TLS",
    haproxy: "`server … proto h2` without TLS, `server … ssl alpn h2` with it",
  },
};
