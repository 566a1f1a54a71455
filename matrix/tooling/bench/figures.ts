/** Of an odd number of values, the one in the middle; 0 of none. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
