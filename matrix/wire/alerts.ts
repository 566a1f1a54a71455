import type { TlsAlert, TlsVersion } from "../domain/wire-facts.ts";
import { alerts } from "./code-points.ts";
import type { Side } from "./opener.ts";

const closeNotify = 0;
const userCanceled = 90;
const fatalLevel = 2;

/**
 * The alerts in one record's content (RFC 8446 section 6, RFC 5246 section 7.2).
 *
 * @param version - as negotiated, undefined before that. TLS 1.3 ignores the level: there every
 *   alert but two ends the connection.
 */
export const readAlerts = (
  content: Uint8Array,
  from: Side,
  version: TlsVersion | undefined,
  seen: TlsAlert["seen"],
): readonly TlsAlert[] => {
  const found: TlsAlert[] = [];
  for (let at = 0; at + 2 <= content.length; at += 2) {
    const level = content[at] ?? 0;
    const code = content[at + 1] ?? 0;
    const fatal =
      version === "1.3" ? code !== closeNotify && code !== userCanceled : level === fatalLevel;
    found.push({ from, name: alerts.get(code) ?? `alert ${code}`, code, fatal, seen });
  }
  return found;
};
