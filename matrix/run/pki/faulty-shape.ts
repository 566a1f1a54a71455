import type { CertificateFault } from "../../domain/cell.ts";
import type { Shape } from "./authority.ts";

const dayMs = 86_400_000;

/** Faults that lie in what a certificate says; the others lie in who issued it, or in its key. */
export const faultyShape = (
  sound: Shape,
  role: "server" | "client",
  fault: CertificateFault | null,
): Shape => {
  switch (fault) {
    case "expired":
      return { ...sound, fromMs: -2 * dayMs, toMs: -dayMs };
    case "not-yet-valid":
      return { ...sound, fromMs: dayMs, toMs: 2 * dayMs };
    case "wrong-name":
      // RFC 2606 section 2.
      return { ...sound, subject: "other.example", dnsNames: ["other.example"] };
    case "common-name-only":
      return { ...sound, subject: sound.dnsNames[0] ?? sound.subject, dnsNames: [] };
    case "wrong-usage":
      return { ...sound, usages: [role === "server" ? "client" : "server"] };
    case "authority":
      return { ...sound, isCa: true };
    case "unknown-authority":
    case "missing-intermediate":
    case "weak-key":
    case null:
      return sound;
  }
};
