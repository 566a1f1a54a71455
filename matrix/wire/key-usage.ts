import { certificateExtension, contentOf } from "./certificate-extension.ts";
import { derElements } from "./der.ts";

/** id-ce-keyUsage, and what its bits stand for, from the first (RFC 5280 section 4.2.1.3). */
const keyUsage = "2.5.29.15";
const names = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
];

const bitStringTag = 0x03;

/**
 * What a certificate's keyUsage allows.
 *
 * @param der - of a certificate.
 * @returns null where it has no such extension.
 * @throws Malformed
 */
export const keyUsages = (der: Uint8Array): readonly string[] | null => {
  const value = certificateExtension(der, keyUsage);
  if (value === undefined) return null;
  // The first byte of a bit string counts the bits of the last one that mean nothing.
  const bits = contentOf(derElements(value), bitStringTag).subarray(1);
  return names.filter((_name, at) => ((bits[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0);
};
