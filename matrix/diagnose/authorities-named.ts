import type { CellEvidence } from "../domain/evidence.ts";
import type { CertificateRequest } from "../domain/wire-facts.ts";

/** Whether a server asks for certificates of authorities of which it was told none (RFC 8446 section 4.2.4). */
export const namesForeignAuthorities = (
  { authorities }: CertificateRequest,
  { configured: { serverTrusts } }: CellEvidence,
): boolean =>
  authorities.length > 0 &&
  serverTrusts.length > 0 &&
  serverTrusts.every(({ subject }) => !authorities.includes(subject));
