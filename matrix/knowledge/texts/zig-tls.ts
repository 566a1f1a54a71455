import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";
import { tlsAlerts } from "./tls-alerts.ts";

const authority: Fact = { fact: "unknown-authority", chain: "unsaid" };
const malformed: Fact = { fact: "certificate-malformed" };
const scheme: Fact = { fact: "no-common-scheme" };
const garbled: Fact = { fact: "handshake-garbled" };

/** The errors of std.crypto.Certificate and std.crypto.tls.Client. */
const errors: ReadonlyMap<string, Fact> = new Map<string, Fact>([
  ["CertificateHostMismatch", { fact: "hostname-mismatch", wanted: null, valid: null }],
  ["CertificateExpired", { fact: "certificate-expired" }],
  ["CertificateNotYetValid", { fact: "certificate-not-yet-valid" }],
  ["CertificateIssuerMismatch", authority],
  ["CertificateIssuerNotFound", authority],
  ["TlsCertificateNotVerified", authority],
  ["CertificateSignatureInvalid", { fact: "bad-certificate-signature" }],
  ["CertificateSignatureAlgorithmMismatch", authority],
  ["CertificateSignatureAlgorithmUnsupported", scheme],
  ["CertificateSignatureNamedCurveUnsupported", { fact: "curve-refused" }],
  ["CertificateSignatureUnsupportedBitCount", scheme],
  ["CertificateSignatureInvalidLength", malformed],
  ["CertificatePublicKeyInvalid", malformed],
  ["CertificateFieldHasInvalidLength", malformed],
  ["CertificateFieldHasWrongDataType", malformed],
  ["CertificateHasUnrecognizedObjectId", malformed],
  ["CertificateHasInvalidBitString", malformed],
  ["CertificateTimeInvalid", malformed],
  ["UnsupportedCertificateVersion", malformed],
  ["TlsBadSignatureScheme", scheme],
  ["TlsBadRsaSignatureBitCount", scheme],
  ["TlsBadRecordMac", { fact: "bad-record" }],
  ["TlsRecordOverflow", { fact: "bad-record" }],
  ["TlsDecryptFailure", { fact: "bad-record" }],
  ["TlsDecryptError", { fact: "bad-record" }],
  ["TlsDecodeError", garbled],
  ["TlsUnexpectedMessage", garbled],
  ["TlsIllegalParameter", garbled],
  ["TlsConnectionTruncated", { fact: "closed" }],
  ["CertificateBundleLoadFailure", { fact: "no-trust-store" }],
  ["TlsInitializationFailed", { fact: "wrapper", of: "handshake", status: null }],
]);

const named = (match: RegExpMatchArray): Fact | undefined => {
  const name = match[1] ?? "";
  const alert = /^TlsAlert(\w{5,40})$/.exec(name)?.[1]?.toLowerCase();
  if (alert === undefined) return errors.get(name);
  const found = tlsAlerts.find(({ name: known }) => known.replaceAll("_", "") === alert);
  return found && { fact: "alert-received", alert: found.name };
};

/** Zig's errors have names alone: at the end of a program, "error: Name", and "error.Name" where a program prints one. */
export const zigTlsRows: readonly Row[] = rowsFrom(
  {
    stack: "other",
    seen: "zig 0.13 and master lib/std/crypto/tls.zig, tls/Client.zig, http/Client.zig",
  },
  [
    [
      /(?<=(?:^|[\s(:'"=])error(?:: ?|\.))((?:Tls|Certificate|UnsupportedCertificate)[A-Z][A-Za-z]{4,40})(?![\w,;]| =>| ?[=!]=|, ?error\.)/m,
      named,
      "error: CertificateHostMismatch",
    ],
  ],
);
