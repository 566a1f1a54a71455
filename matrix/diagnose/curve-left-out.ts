import type { CertificateFacts } from "../domain/wire-facts.ts";
import { curveOf } from "./key-curve.ts";
import { type Symptoms, seenIn } from "./rule.ts";
import { chosenVersion, serverCertificateOf, versionOf } from "./verified-key.ts";

/** A server's key that until TLS 1.2 a client cannot be shown, since its groups lack the key's curve. */
export type CurveLeftOut = Readonly<{
  curve: string;
  keyType: CertificateFacts["keyType"];
  groups: readonly string[];
}>;

/** RFC 8422 sections 5.1.1 and 5.3; undefined where the groups have the curve, and where TLS 1.3 is or may be spoken. */
export const curveLeftOut = (symptoms: Symptoms): CurveLeftOut | undefined => {
  const { tls } = seenIn(symptoms.evidence);
  const keyType = tls && serverCertificateOf(tls, symptoms)?.keyType;
  if (!tls?.clientHello || !keyType) return undefined;
  const curve = curveOf(keyType);
  const { groups } = tls.clientHello;
  const version = versionOf(tls) ?? chosenVersion(symptoms.evidence);
  if (version !== "1.2" || curve === null) return undefined;
  if (groups.length === 0 || groups.includes(curve)) return undefined;
  return { curve, keyType, groups };
};
