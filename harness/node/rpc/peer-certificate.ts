import type { PeerCertificate } from "node:tls";

/** The DER of a certificate that TLS authenticated; null where it authenticated none. */
export function derOf(certificate: PeerCertificate | undefined): Buffer | null {
  // Deno has bytes that are no Buffer.
  return certificate === undefined ? null : Buffer.from(certificate.raw);
}
