/** After so many deaths a process is shared no more: each cell gets its own, and pays for itself only. */
const mostShared = 3;

export type Deaths = Readonly<{
  /** A shared process died in the run, other than by its end. */
  record(name: string, how: string): void;
  /** Whether it died so often that nobody should share another. */
  isFragile(name: string): boolean;
}>;

/** @param tell - is called with one sentence at the first death of each. */
export const countedDeaths = (tell: (sentence: string) => void): Deaths => {
  const counts = new Map<string, number>();
  return {
    record: (name, how) => {
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      if (count === 1) tell(`${how}; it is started again for the cells that are left`);
    },
    isFragile: (name) => (counts.get(name) ?? 0) >= mostShared,
  };
};
