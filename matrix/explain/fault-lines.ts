import type { ReadSource } from "./read-text-matches.ts";

/** The lines, as pasted, in which a fault was read, each with the last text that was. */
export const faultLines = ({
  textMatches,
}: Pick<ReadSource, "textMatches">): ReadonlyMap<number, string> =>
  new Map(
    textMatches.flatMap(({ fact, line, quote }) =>
      fact.fact === "connected" ? [] : [[line, quote] as const],
    ),
  );
