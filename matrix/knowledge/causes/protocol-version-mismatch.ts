import type { CauseKnowledge } from "../cause-knowledge.ts";

export const protocolVersionMismatch: CauseKnowledge = {
  summary: "Host and plugin were built for different versions of the plugin's protocol.",
  sides: ["client", "server"],
  toBeSure:
    "Read fields 1, 2 and 5 of the handshake line: core protocol (1), application protocol, `grpc` or `netrpc`; hold field 2 against the host's ProtocolVersion or VersionedPlugins.",
  clause: "hashicorp/go-plugin client.go, Start",
  check: { at: "endpoint", look: null },
  fix: {
    any: "build host and plugin for a protocol version that both have, and for gRPC on both sides",
    go: "HandshakeConfig.ProtocolVersion alike on both sides, or several in VersionedPlugins; AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC} in the host and GRPCServer in plugin.ServeConfig",
    python: "print field 2 from PLUGIN_PROTOCOL_VERSIONS, and `grpc` as field 5",
    node: "print field 2 from PLUGIN_PROTOCOL_VERSIONS, and `grpc` as field 5",
  },
};
