import { cleanLine } from "./outside-text.ts";

/** A peer's words through the gate, in ASCII, with at most so many characters. The gate comes first: what is cut off tells. */
export const printableWords = (text: string, longest: number): string =>
  cleanLine(text, Number.POSITIVE_INFINITY)
    .replace(/[^ -~]/g, "?")
    .slice(0, longest);
