import { expect, test } from "vitest";
import { unverifiable } from "../knowledge/unverifiable-chain.ts";

test.for<readonly [said: string, about: string]>([
  // OpenSSL, Java, rustls, Go.
  ["permitted subtree violation", "name constraints"],
  ["PKIX path validation failed: name constraints check failed", "name constraints"],
  ["invalid peer certificate: NameConstraintViolation", "name constraints"],
  [
    'x509: a root or intermediate certificate is not authorized to sign for this name: DNS name "a.test" is not permitted by any constraint',
    "name constraints",
  ],
  // OpenSSL, Go; rustls.
  ["path length constraint exceeded", "path length constraint"],
  ["x509: too many intermediates for path length constraint", "path length constraint"],
  ["invalid peer certificate: Other(OtherError(PathLenConstraintViolated))", "path length"],
  // OpenSSL, Go; rustls.
  ["x509: unhandled critical extension", "critical extension"],
  ["invalid peer certificate: Other(OtherError(UnsupportedCriticalExtension))", "critical ext"],
  // OpenSSL, Go, rustls, GnuTLS.
  ["CA md too weak", "SHA-1"],
  ["x509: cannot verify signature: insecure algorithm SHA1-RSA", "SHA-1"],
  ["invalid peer certificate: Other(OtherError(UnsupportedSignatureAlgorithm))", "SHA-1"],
  ["The signature algorithm is not supported", "SHA-1"],
  // OpenSSL, rustls.
  ["certificate revoked", "revoked"],
  ["InvalidCertificate(Revoked), CertificateError(Revoked)", "revoked"],
])("%s", ([said, about]) => {
  const found = unverifiable.filter(({ pattern }) => pattern.test(said));
  expect(found.map(({ sentence }) => sentence.includes(about))).toEqual([true]);
});
