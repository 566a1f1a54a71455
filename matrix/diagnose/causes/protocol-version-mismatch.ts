import type { About } from "../about.ts";
import type { Rule } from "../rule.ts";

const about: About = {
  summary: "Host and plugin were built for different versions of the plugin's protocol.",
  sides: ["client", "server"],
  toBeSure:
    "Read fields 1, 2 and 5 of the handshake line: core protocol (1), application protocol, `grpc` or `netrpc`; hold field 2 against the host's ProtocolVersion or VersionedPlugins.",
  fix: {
    go: "HandshakeConfig.ProtocolVersion alike on both sides, or several in VersionedPlugins; AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC} in the host and GRPCServer in plugin.ServeConfig",
    python: "print field 2 from PLUGIN_PROTOCOL_VERSIONS, and `grpc` as field 5",
    node: "print field 2 from PLUGIN_PROTOCOL_VERSIONS, and `grpc` as field 5",
  },
};

/** go-plugin's core protocol version, and the version of the KV plugin's own protocol. */
const wanted = { core: "1", app: "1", protocol: "grpc" };

/** The plugin's line announces another protocol than the host speaks. */
export const protocolVersionMismatch: Rule = {
  code: "protocol-version-mismatch",
  clause: "hashicorp/go-plugin client.go, Start",
  about,
  diagnose: ({ outcome, evidence }) => {
    const [core, app, , address, protocol] = evidence.handshakeLine?.trim().split("|") ?? [];
    if (outcome.phase !== "handshake-line" || !/^\d+$/.test(core ?? "") || address === undefined) {
      return undefined;
    }
    const differences = [
      core === wanted.core ? "" : `core protocol version ${core}, the host speaks ${wanted.core}`,
      app === wanted.app
        ? ""
        : `application protocol version ${app}, the host speaks ${wanted.app}`,
      (protocol ?? "netrpc") === wanted.protocol
        ? ""
        : `protocol ${protocol ?? "netrpc"}, the host speaks ${wanted.protocol}`,
    ].filter((text) => text !== "");
    if (differences.length === 0) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: `The plugin announces another protocol than the host speaks: ${differences.join("; ")}.`,
      matched: [{ by: "launcher", text: evidence.handshakeLine?.trim().slice(0, 120) ?? "" }],
      remedy: "build plugin and host against the same protocol versions, or offer several",
    };
  },
};
