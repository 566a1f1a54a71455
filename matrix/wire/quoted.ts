import { ascii } from "./octet-reader.ts";
import { longestText, printableText } from "./printable-text.ts";

/** Writes a peer's octets for people, with at most so many characters. */
export type Quoted = (octets: Uint8Array, longest?: number) => string;

export const quotedText: Quoted = (octets, longest = longestText) =>
  printableText(ascii(octets.subarray(0, longest + 1)), longest);

/** Of octets that are zeros because they were left out, how many there were. */
export const quotedLength: Quoted = (octets, longest) =>
  octets.some((octet) => octet !== 0) || octets.length === 0
    ? quotedText(octets, longest)
    : `${octets.length} octets left out`;
