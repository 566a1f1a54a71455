import type { CauseKnowledge } from "../cause-knowledge.ts";

export const wrongEndpoint: CauseKnowledge = {
  summary: "The client talks to another address than the one meant, or to none.",
  sides: ["client"],
  toBeSure:
    "Print the addresses: `getent ahosts <name>`, the proxy variables (`env | grep -i proxy`), `ss -tnp` of the client while it runs; compare with the address that the working tool reached (`curl -v`, `openssl s_client` print it). `handshake-matrix probe <address>` tries every address of a name.",
  clause: "RFC 6724; gRPC Name Resolution, doc/naming.md",
  check: {
    at: "endpoint",
    look: "every address that the name resolves to, and what answers there to HTTP/1.1, to TLS and to HTTP/2; compare with the address that a working tool reached",
  },
  fix: {
    any: "correct host, port or DNS record; in Kubernetes the Service's port and targetPort",
    go: "GRPC_GO_LOG_SEVERITY_LEVEL=info GRPC_GO_LOG_VERBOSITY_LEVEL=2 prints the addresses; grpc.WithNoProxy() rules a proxy out",
    python: 'GRPC_VERBOSITY=INFO; options=[("grpc.enable_http_proxy", 0)] rules a proxy out',
    node: 'GRPC_VERBOSITY=DEBUG GRPC_TRACE=dns_resolver,subchannel; {"grpc.enable_http_proxy": 0}',
  },
};
