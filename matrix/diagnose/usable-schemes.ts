import type { TlsVersion } from "../domain/wire-facts.ts";

/**
 * The signature schemes with which a certificate's key can authenticate a handshake.
 *
 * TLS 1.3 binds each ECDSA scheme to one curve and allows no PKCS #1 v1.5 (RFC 8446 section 4.2.3);
 * before it, an ECDSA scheme named only the hash (RFC 5246 section 7.4.1.4.1). ML-DSA is of TLS 1.3 alone
 * (draft-ietf-tls-mldsa).
 *
 * @returns undefined for a key type that the table does not know.
 */
export const usableSchemes = (
  keyType: string,
  version: TlsVersion | null,
): readonly string[] | undefined => {
  const beforeTls13 = version !== null && version !== "1.3";
  if (/^p(256|384|521)$/.test(keyType)) return beforeTls13 ? anyEcdsa : ecdsa[keyType];
  if (/^rsa\d+$/.test(keyType)) return beforeTls13 ? [...rsaPss, ...rsaPkcs1] : rsaPss;
  if (keyType === "mldsa65") return beforeTls13 ? [] : [keyType];
  if (keyType === "ed25519" || keyType === "ed448") return [keyType];
  return undefined;
};

const ecdsa: Readonly<Record<string, readonly string[]>> = {
  p256: ["ecdsa_secp256r1_sha256"],
  p384: ["ecdsa_secp384r1_sha384"],
  p521: ["ecdsa_secp521r1_sha512"],
};
const anyEcdsa = [...Object.values(ecdsa).flat(), "ecdsa_sha1"];
const rsaPss = ["rsa_pss_rsae_sha256", "rsa_pss_rsae_sha384", "rsa_pss_rsae_sha512"];
const rsaPkcs1 = ["rsa_pkcs1_sha256", "rsa_pkcs1_sha384", "rsa_pkcs1_sha512", "rsa_pkcs1_sha1"];
