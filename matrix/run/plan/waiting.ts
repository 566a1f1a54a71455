import { behaviourNamed } from "../../behaviours/behaviours.ts";
import { leastWaitMs } from "../../behaviours/least-wait.ts";
import type { Cell } from "../../domain/cell.ts";

/** How long a cell waits by the clock, at least, in milliseconds. */
const cellWaitMs = ({ behaviour }: Pick<Cell, "behaviour">): number => {
  const told = behaviour === null ? undefined : behaviourNamed(behaviour);
  return told ? leastWaitMs(told) : 0;
};

/**
 * Several times what any cell computes: such a cell leaves the processors to others. What waits less is soon over, or has
 * deadlines of some ten milliseconds, and those are to be kept where many cells begin at once.
 */
const mostlyWaitingMs = 2_000;

export const mostlyWaits = (cell: Pick<Cell, "behaviour">): boolean =>
  cellWaitMs(cell) >= mostlyWaitingMs;

/**
 * Cells in the order in which they are best begun: those that wait longest first, so that others compute meanwhile and
 * nothing is waited for at the end; the rest as they come.
 */
export const inOrderOfStart = <T extends Pick<Cell, "behaviour">>(
  cells: readonly T[],
): readonly T[] => cells.toSorted((one, other) => cellWaitMs(other) - cellWaitMs(one));
