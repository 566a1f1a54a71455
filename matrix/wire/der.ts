import { Malformed } from "./byte-reader.ts";

/** One element of DER (X.690 section 8.1). */
export type DerElement = Readonly<{
  tag: number;
  content: Uint8Array;
  /** Tag, length and content. */
  whole: Uint8Array;
}>;

export const derTag = { sequence: 0x30, set: 0x31, version: 0xa0 } as const;

/** The longest length that a certificate's parts have: below 2^24, in three bytes. */
const longestLengthBytes = 3;

/** @throws Malformed if the elements do not fill these bytes exactly. */
export const derElements = (bytes: Uint8Array): readonly DerElement[] => {
  const found: DerElement[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at + 1] ?? 0;
    const lengthBytes = first < 0x80 ? 0 : first - 0x80;
    if (lengthBytes > longestLengthBytes) throw new Malformed("a DER element that is too long");
    const contentAt = at + 2 + lengthBytes;
    let length = lengthBytes === 0 ? first : 0;
    for (let i = at + 2; i < contentAt; i++) length = length * 256 + (bytes[i] ?? 0);
    if (contentAt + length > bytes.length) throw new Malformed("a DER element that is cut off");
    found.push({
      tag: bytes[at] ?? 0,
      content: bytes.subarray(contentAt, contentAt + length),
      whole: bytes.subarray(at, contentAt + length),
    });
    at = contentAt + length;
  }
  return found;
};

/** An object identifier in dotted decimals (X.690 section 8.19). */
export const objectIdentifier = (bytes: Uint8Array): string => {
  const numbers: number[] = [];
  let number = 0;
  for (const byte of bytes) {
    number = number * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (numbers.length === 0) {
      const root = Math.min(2, Math.floor(number / 40));
      numbers.push(root, number - 40 * root);
    } else {
      numbers.push(number);
    }
    number = 0;
  }
  return numbers.join(".");
};
