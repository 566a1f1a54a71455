import type { Rule } from "../rule.ts";

/** go-plugin's core protocol version, and the version of the KV plugin's own protocol. */
const wanted = { core: "1", app: "1", protocol: "grpc" };

/** The plugin's line announces another protocol than the host speaks. */
export const protocolVersionMismatch: Rule = {
  code: "protocol-version-mismatch",
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
