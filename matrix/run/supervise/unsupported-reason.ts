import type { Exit } from "../../domain/evidence.ts";
import { logLimitCharacters, type OutsideText } from "../../domain/outside-text.ts";

/** CONTRACT.md, "Unsupported". A shell ends so too, for a program that it did not find. */
const exitCode = 127;
const marker = "unsupported: ";

/**
 * Which knob a server cannot turn, in its own words.
 *
 * @returns null if it did not end by the contract's rule for what is unsupported.
 */
export const unsupportedReason = ({ code }: Exit, stderr: OutsideText): string | null => {
  if (code !== exitCode) return null;
  const line = stderr
    .clean(logLimitCharacters, "end")
    .split("\n")
    .findLast((one) => one.startsWith(marker));
  return line === undefined ? null : line.slice(marker.length).trim() || null;
};
