import { derElements, derTag, objectIdentifier } from "./der.ts";

/** id-ce-basicConstraints (RFC 5280 section 4.2.1.9). */
const basicConstraints = "2.5.29.19";

const tags = { extensions: 0xa3, boolean: 0x01, byteString: 0x04 } as const;

/**
 * Whether basicConstraints of a certificate say CA:TRUE, whatever its keyUsage says.
 *
 * @param der - of a certificate.
 * @throws Malformed
 */
export const saysCa = (der: Uint8Array): boolean => {
  const within = (bytes: Uint8Array, tag: number) =>
    derElements(bytes).find((element) => element.tag === tag)?.content ?? new Uint8Array();
  const toBeSigned = within(within(der, derTag.sequence), derTag.sequence);
  const extensions = within(within(toBeSigned, tags.extensions), derTag.sequence);
  const [extension] = derElements(extensions)
    .map(({ content }) => derElements(content))
    .filter(([id]) => id && objectIdentifier(id.content) === basicConstraints);
  const value = extension?.find(({ tag }) => tag === tags.byteString)?.content;
  return value !== undefined && within(within(value, derTag.sequence), tags.boolean)[0] === 0xff;
};
