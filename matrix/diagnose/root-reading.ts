import type { Reading } from "./read-texts.ts";

/**
 * The reading that comes nearest to a cause: the last that is neither a wrapper nor an address
 * dialled. Where there are wrappers alone, the last of them.
 *
 * @param readings - of one error chain, outermost first, as `readText` gives them.
 * @returns undefined where nothing was read.
 */
export const rootReading = (readings: readonly Reading[]): Reading | undefined =>
  readings.findLast(({ fact }) => fact.fact !== "wrapper" && fact.fact !== "dialled") ??
  readings.findLast(({ fact }) => fact.fact === "wrapper") ??
  readings.at(-1);
