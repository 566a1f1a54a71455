import { createHash, type KeyObject, X509Certificate } from "node:crypto";
import type { CertificateFacts } from "../domain/wire-facts.ts";

/** Object identifiers of extended key usages (RFC 5280 section 4.2.1.12). */
const usages: Readonly<Record<string, string>> = {
  "1.3.6.1.5.5.7.3.1": "serverAuth",
  "1.3.6.1.5.5.7.3.2": "clientAuth",
  "2.5.29.37.0": "anyExtendedKeyUsage",
};

/** A run meets few certificates, each of them in many places; parsing one takes 0.2 ms. */
const known = new Map<string, CertificateFacts | null>();
const knownLimit = 256;

/** @returns null for octets that are no certificate. */
export const certificateFacts = (der: Uint8Array): CertificateFacts | null => {
  const sha256 = createHash("sha256").update(der).digest("hex");
  const before = known.get(sha256);
  if (before !== undefined) return before;
  const facts = readFacts(der, sha256);
  if (known.size >= knownLimit) known.clear();
  known.set(sha256, facts);
  return facts;
};

const readFacts = (der: Uint8Array, sha256: string): CertificateFacts | null => {
  try {
    const certificate = new X509Certificate(der);
    const names = certificate.subjectAltName?.split(", ") ?? [];
    return {
      keyType: keyTypeOf(certificate.publicKey),
      subject: oneLine(certificate.subject),
      issuer: oneLine(certificate.issuer),
      dnsNames: names.flatMap((name) => (name.startsWith("DNS:") ? [name.slice(4)] : [])),
      notBefore: certificate.validFromDate.toISOString(),
      notAfter: certificate.validToDate.toISOString(),
      isCa: certificate.ca,
      extendedKeyUsage: certificate.keyUsage?.map((oid) => usages[oid] ?? oid) ?? null,
      sha256,
    };
  } catch {
    return null;
  }
};

/** Node writes a name's parts on lines of their own, the most significant first. */
const oneLine = (name: string | undefined): string => (name ?? "").split("\n").reverse().join(",");

const curves: Readonly<Record<string, string>> = {
  prime256v1: "p256",
  secp384r1: "p384",
  secp521r1: "p521",
};

const keyTypeOf = (key: KeyObject): string => {
  const { asymmetricKeyType: type = "unknown", asymmetricKeyDetails: details } = key;
  if (type === "ec") return curves[details?.namedCurve ?? ""] ?? details?.namedCurve ?? "ec";
  if (type.startsWith("rsa")) return `${type.replaceAll("-", "")}${details?.modulusLength ?? ""}`;
  return type;
};
