import { excerpt } from "../domain/excerpt.ts";

/** How much of a peer's text a reader of results is shown. */
export const longestText = 300;

/** So many bytes are looked at beyond those that are shown: a secret may begin in the ones and end in the others. */
export const lookedAhead = 1024;

/**
 * Bytes, a character for each, as text of ASCII that is safe to print: others are escaped, "\x1b". Shortened as
 * {@link shortened} does.
 */
export const printableText = (bytes: string, longest = longestText): string =>
  shortened(
    bytes
      .slice(0, longest + lookedAhead)
      .replace(/[^ -~]/g, (other) => `\\x${other.charCodeAt(0).toString(16).padStart(2, "0")}`),
    longest,
  );

/** At most so many characters, the last one "…" where it was cut: before a secret, rather than within it. */
export const shortened = (text: string, longest: number): string =>
  text.length > longest ? `${excerpt(text, 0, longest - 1)}…` : text;
