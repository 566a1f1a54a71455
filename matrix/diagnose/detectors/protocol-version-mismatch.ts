import { coreVersion } from "../handshake-line.ts";
import type { Rule } from "../rule.ts";

/** The plugin's line announces another protocol than the host speaks. */
export const protocolVersionMismatch: Rule = {
  code: "protocol-version-mismatch",
  diagnose: ({ outcome, evidence }) => {
    const [core, app = "", , address, protocol = "netrpc"] =
      evidence.handshakeLine?.trim().split("|") ?? [];
    if (outcome.phase !== "handshake-line" || !/^\d+$/.test(core ?? "") || address === undefined) {
      return undefined;
    }
    const { versions, protocols } = evidence.configured.host ?? unknownHost;
    const differences = [
      difference(`core protocol version ${core}`, core, [coreVersion]),
      difference(`application protocol version ${app}`, app, versions),
      difference(`protocol ${protocol}`, protocol, protocols),
    ].flatMap((text) => text ?? []);
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

const unknownHost = { versions: null, protocols: null } as const;

/** null where the host speaks it too, or nobody knows what it speaks. */
const difference = (
  said: string,
  value: string | undefined,
  spoken: readonly string[] | null,
): string | null =>
  value === undefined || spoken === null || spoken.includes(value)
    ? null
    : `${said}, the host speaks ${spoken.join(", ")}`;
