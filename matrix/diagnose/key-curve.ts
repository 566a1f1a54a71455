/**
 * The curve of a key by its name among named groups (RFC 8446 section 4.2.7); null for a key that is on none.
 */
export const curveOf = (keyType: string): string | null =>
  /^(?:sec[pt]|brainpool)/.test(keyType) ? keyType : (curves[keyType] ?? null);

const curves: Readonly<Record<string, string>> = {
  p256: "secp256r1",
  p384: "secp384r1",
  p521: "secp521r1",
};
