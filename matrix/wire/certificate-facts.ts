import { hash, type KeyObject, X509Certificate } from "node:crypto";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import { alternativeNames } from "./alternative-names.ts";
import { saysCa } from "./basic-constraints.ts";
import { derElements, derTag } from "./der.ts";
import { distinguishedName } from "./distinguished-name.ts";
import { encodingFaults } from "./encoding-faults.ts";
import { keyUsages } from "./key-usage.ts";
import { signatureAlgorithm } from "./signature-algorithm.ts";

/** Object identifiers of extended key usages (RFC 5280 section 4.2.1.12). */
const usages: ReadonlyMap<string, string> = new Map([
  ["1.3.6.1.5.5.7.3.1", "serverAuth"],
  ["1.3.6.1.5.5.7.3.2", "clientAuth"],
  ["2.5.29.37.0", "anyExtendedKeyUsage"],
]);

/** A run meets few certificates, each of them in many places; parsing one takes 0.2 ms. */
const known = new Map<string, CertificateFacts | null>();
const knownLimit = 256;

/** @returns null for bytes that are no certificate. */
export const certificateFacts = (der: Uint8Array): CertificateFacts | null => {
  const sha256 = hash("sha256", der);
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
    return {
      keyType: keyTypeOf(certificate),
      ...readNames(certificate.raw),
      ...alternativeNames(certificate.subjectAltName ?? ""),
      notBefore: certificate.validFromDate.toISOString(),
      notAfter: certificate.validToDate.toISOString(),
      isCa: certificate.ca,
      ...(!certificate.ca && saysCa(certificate.raw) && { ca: "without-key-cert-sign" }),
      extendedKeyUsage: certificate.keyUsage?.map((oid) => usages.get(oid) ?? oid) ?? null,
      ...unsigning(certificate),
      signatureAlgorithm: signatureAlgorithm(certificate.raw),
      ...misencoded(certificate.raw),
      sha256,
    };
  } catch {
    return null;
  }
};

const misencoded = (der: Uint8Array): Pick<CertificateFacts, "encoding"> => {
  const encoding = encodingFaults(der);
  return encoding.length === 0 ? {} : { encoding };
};

const unsigning = ({ ca, raw }: X509Certificate): Pick<CertificateFacts, "keyUsage"> => {
  const keyUsage = ca ? null : keyUsages(raw);
  return keyUsage === null || keyUsage.includes("digitalSignature") ? {} : { keyUsage };
};

/** Read here, since Node's text leaves out where one part of a name ends. RFC 5280 section 4.1. */
const readNames = (der: Uint8Array): Pick<CertificateFacts, "issuer" | "subject"> => {
  const [certificate] = derElements(der);
  const [toBeSigned] = derElements(certificate?.content ?? der);
  const fields = derElements(toBeSigned?.content ?? der);
  const afterVersion = fields[0]?.tag === derTag.version ? fields.slice(1) : fields;
  const [, , issuer, , subject] = afterVersion;
  if (!issuer || !subject) throw new RangeError("a certificate without names");
  return { issuer: distinguishedName(issuer.whole), subject: distinguishedName(subject.whole) };
};

const curves: ReadonlyMap<string, string> = new Map([
  ["prime256v1", "p256"],
  ["secp384r1", "p384"],
  ["secp521r1", "p521"],
]);

const keyTypeOf = (certificate: X509Certificate): string => {
  let key: KeyObject;
  try {
    key = certificate.publicKey;
  } catch {
    // OpenSSL parses a certificate whose key it has no algorithm for; the rest of it is still true.
    return "unknown";
  }
  const { asymmetricKeyType: type = "unknown", asymmetricKeyDetails: details } = key;
  if (type === "ec") return curves.get(details?.namedCurve ?? "") ?? details?.namedCurve ?? "ec";
  if (type.startsWith("rsa")) return `${type.replaceAll("-", "")}${details?.modulusLength ?? ""}`;
  return type.startsWith("ml-dsa") ? type.replaceAll("-", "") : type;
};
