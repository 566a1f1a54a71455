/** Numbers that follow from a seed, so that a round can be run again: Marsaglia's xorshift of 32 bits. */
export const seeded = (seed: number) => {
  let state = seed >>> 0 || 1;
  /** A whole number from 0, below `end`. */
  const below = (end: number): number => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % end;
  };
  return {
    below,
    /** @throws RangeError for an empty list. */
    one: <T>(of: readonly T[]): T => {
      const chosen = of[below(of.length)];
      if (chosen === undefined) throw new RangeError("nothing to choose from");
      return chosen;
    },
  };
};

export type Random = ReturnType<typeof seeded>;
