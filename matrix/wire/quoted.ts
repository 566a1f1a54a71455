import { ascii } from "./byte-reader.ts";
import { longestText, lookedAhead, printableText } from "./printable-text.ts";

/** Writes a peer's bytes for people, with at most so many characters. */
export type Quoted = (bytes: Uint8Array, longest?: number) => string;

export const quotedText: Quoted = (bytes, longest = longestText) =>
  printableText(ascii(bytes.subarray(0, longest + lookedAhead)), longest);

/** Of bytes that are zeros because they were left out, how many there were. */
export const quotedLength: Quoted = (bytes, longest) =>
  bytes.some((byte) => byte !== 0) || bytes.length === 0
    ? quotedText(bytes, longest)
    : `${bytes.length} bytes left out`;
