import type { Control } from "../../domain/evidence.ts";
import type { CertificateFacts } from "../../domain/wire-facts.ts";
import { controlsOf } from "../plan/owed.ts";

/**
 * The certificate that a client which was served must have shown: the only one that it was given, where the server refused
 * everybody without one that it trusts.
 *
 * @param given - to the client; null without one.
 */
export const insistedOn = (
  controls: readonly Control[],
  given: CertificateFacts | null,
): CertificateFacts | null => {
  const isRefused = (name: string) =>
    controls.some((control) => control.name === name && control.result === "refused");
  return controlsOf.mtls.server.every(isRefused) ? given : null;
};
