import { type DerElement, derElements, derTag, objectIdentifier } from "./der.ts";

const tags = { extensions: 0xa3, byteString: 0x04 } as const;

/** The first element of a kind; empty where there is none. */
export const contentOf = (elements: readonly DerElement[], tag: number): Uint8Array =>
  elements.find((element) => element.tag === tag)?.content ?? new Uint8Array();

/**
 * What an extension of a certificate holds (RFC 5280 section 4.1.2.9).
 *
 * @param der - of a certificate.
 * @param id - of the extension, in dotted decimals.
 * @returns undefined where the certificate does not have it.
 * @throws Malformed
 */
export const certificateExtension = (der: Uint8Array, id: string): Uint8Array | undefined => {
  const within = (bytes: Uint8Array, tag: number) => contentOf(derElements(bytes), tag);
  const toBeSigned = within(within(der, derTag.sequence), derTag.sequence);
  const extensions = within(within(toBeSigned, tags.extensions), derTag.sequence);
  const [extension] = derElements(extensions)
    .map(({ content }) => derElements(content))
    .filter(([name]) => name && objectIdentifier(name.content) === id);
  return extension?.find(({ tag }) => tag === tags.byteString)?.content;
};
