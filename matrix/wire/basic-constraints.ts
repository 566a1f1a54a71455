import { certificateExtension, contentOf } from "./certificate-extension.ts";
import { derElements, derTag } from "./der.ts";

/** id-ce-basicConstraints (RFC 5280 section 4.2.1.9). */
const basicConstraints = "2.5.29.19";

const booleanTag = 0x01;

/**
 * Whether basicConstraints of a certificate say CA:TRUE, whatever its keyUsage says.
 *
 * @param der - of a certificate.
 * @throws Malformed
 */
export const saysCa = (der: Uint8Array): boolean => {
  const value = certificateExtension(der, basicConstraints);
  if (value === undefined) return false;
  const content = contentOf(derElements(value), derTag.sequence);
  return contentOf(derElements(content), booleanTag)[0] === 0xff;
};
