import type { Quote } from "../domain/cause.ts";
import type { ConnectionEvidence } from "../domain/evidence.ts";
import { wire } from "./rule.ts";

/**
 * The bytes that a side's stream begins with, as a cause quotes them; their number where they are an application's and
 * were left out.
 *
 * @param shown - how the hexadecimal bytes are written.
 */
export const firstBytes = (
  { wire: seen, bytes }: ConnectionEvidence,
  of: "client" | "server",
  shown: (hex: string) => string = (hex) => hex,
): Quote => {
  const { protocol, firstBytes: hex } = seen[of];
  const isForeign = protocol === "other" || (hex === "" && bytes[of] > 0);
  if (isForeign && seen.payload === "left-out") {
    return wire(`${bytes[of]} bytes of the ${of} that are neither TLS nor HTTP, left out`);
  }
  return wire(`first bytes of the ${of}: ${hex === "" ? "none" : shown(hex)}`);
};
