import type { RunResult } from "../../domain/run-result.ts";
import { pairOf } from "../grid.ts";
import type { CellPair } from "./aligned.ts";

/** A cell of a client and a server that are slower together than noise explains. */
export type Slower = CellPair &
  Readonly<{
    /** The median of what the cells of this client and server took, in multiples of what the other cells took. */
    factor: number;
  }>;

/** Of two runs of the same programs on a busy machine, up to one cell in five differs by more. */
const leastFactor = 1.5;
/** Below it the start of a process, or one packet that was sent again, decides. */
const leastMoreMs = 20;
/** With that one in five, chance alone makes six of eight cells slower once in eight hundred pairs. */
const fewestCells = 8;
const leastShare = 3 / 4;

/**
 * Cells of each client and server that got slower together: they passed in both runs, and at least {@link leastShare} of
 * them took at least {@link leastFactor} times and {@link leastMoreMs} longer. One cell alone, timed once in each run,
 * proves nothing. A whole run is slower under load: the median of all cells says by how much, and that is taken away.
 * None where the machine is another.
 */
export const slowerCells = (
  before: RunResult,
  after: RunResult,
  cells: readonly CellPair[],
): readonly Slower[] => {
  if (JSON.stringify(before.machine) !== JSON.stringify(after.machine)) return [];
  const passed = cells.filter((pair) =>
    [pair.before, pair.after].every(({ outcome }) => outcome.kind === "passed"),
  );
  const shift = Math.max(1, median(passed.map(ratio)));
  const isSlower = (pair: CellPair) =>
    ratio(pair) >= shift * leastFactor &&
    pair.after.elapsedMs - shift * pair.before.elapsedMs >= leastMoreMs;
  return [...Map.groupBy(passed, (pair) => pairOf(pair.after)).values()].flatMap((own) => {
    const slower = own.filter(isSlower);
    if (own.length < fewestCells || slower.length < leastShare * own.length) return [];
    const factor = median(own.map(ratio)) / shift;
    return slower.map((pair) => ({ ...pair, factor }));
  });
};

/** No cell takes less than a millisecond. */
const ratio = ({ before, after }: CellPair): number =>
  after.elapsedMs / Math.max(1, before.elapsedMs);

/** 1 of nothing. */
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 1;
