import type { CauseKnowledge } from "../cause-knowledge.ts";

export const nameNotResolved: CauseKnowledge = {
  summary: "The host name in the address cannot be resolved.",
  sides: ["client", "server"],
  toBeSure:
    "`getent hosts <name>` on the machine and in the container where the client runs; `handshake-matrix probe <name>:<port>` prints every address. A name that resolves elsewhere only is the resolver's affair, not the server's.",
  clause: "getaddrinfo(3)",
  check: { at: "endpoint", look: null },
  fix: {
    any: "in a container use the service's name, not localhost; announce an address that the client can resolve",
    go: '"dns:///name:port", or "passthrough:///name:port" to leave it to the dialer (grpc.NewClient resolves with dns by default)',
    python:
      '"dns:///name:port" or "ipv4:10.0.0.1:443"; GRPC_DNS_RESOLVER=native uses the system\'s resolver',
    node: '"dns:///name:port" or "ipv4:10.0.0.1:443"',
    java: 'ManagedChannelBuilder.forTarget("dns:///name:port")',
  },
};
