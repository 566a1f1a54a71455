import type { CauseKnowledge } from "../cause-knowledge.ts";

export const httpProxyIntercept: CauseKnowledge = {
  summary:
    "An HTTP proxy from the environment stands in the way: the client asks it to CONNECT, and it refuses or answers itself.",
  sides: ["client", "between"],
  toBeSure:
    "`env | grep -i proxy` where the client runs, then the same call with the target in `no_proxy`: if it passes it was the proxy. On the wire the client's first bytes are `CONNECT host:port HTTP/1.1`.",
  clause: "RFC 9110 section 9.3.6; gRPC proposal A1",
  check: {
    at: "endpoint",
    look: "the proxy decision of this language for this host: HTTPS_PROXY, HTTP_PROXY, grpc_proxy and NO_PROXY; run once with all of them unset",
  },
  fix: {
    any: "let the proxy allow CONNECT to the server's port, or name the host in NO_PROXY",
    go: "grpc.WithNoProxy(), or NO_PROXY=host (http.ProxyFromEnvironment: HTTPS_PROXY)",
    python:
      'options=[("grpc.enable_http_proxy", 0)], or no_grpc_proxy/no_proxy=host (grpc_proxy, https_proxy, http_proxy)',
    node: '{"grpc.enable_http_proxy": 0}, or no_grpc_proxy/no_proxy=host (grpc_proxy, https_proxy, http_proxy)',
    java: "-Dhttp.nonProxyHosts=host, or ManagedChannelBuilder.proxyDetector(address -> null)",
    dotnet: "new SocketsHttpHandler { UseProxy = false }, or NO_PROXY=host",
  },
};
