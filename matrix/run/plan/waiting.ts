import { behaviourNamed } from "../../behaviours/behaviours.ts";
import { leastWaitMs } from "../../behaviours/least-wait.ts";
import type { Cell } from "../../domain/cell.ts";

/** How long a cell waits by the clock, at least, in milliseconds. */
const cellWaitMs = ({ behaviour }: Pick<Cell, "behaviour">): number => {
  const told = behaviour === null ? undefined : behaviourNamed(behaviour);
  return told ? leastWaitMs(told) : 0;
};

/**
 * Several times what a cell without a plugin computes: such a cell leaves the processors to others. What waits less is soon over, or
 * has deadlines of some ten milliseconds, and those are to be kept where many cells begin at once.
 */
const mostlyWaitingMs = 800;

export const mostlyWaits = (cell: Pick<Cell, "behaviour">): boolean =>
  cellWaitMs(cell) >= mostlyWaitingMs;

/**
 * Cells in the order in which they are best begun: those that mostly wait, the longest first, so that others compute meanwhile
 * and nothing is waited for at the end. Of the rest, those that start a program of their own are spread evenly among those that
 * share one, which compute less and wait for answers: each in the order in which they come.
 *
 * @param starts - whether a cell starts a program of its own.
 */
export const inOrderOfStart = <T extends Pick<Cell, "behaviour">>(
  cells: readonly T[],
  starts: (cell: T) => boolean,
): readonly T[] => {
  const {
    waiting = [],
    starting = [],
    sharing = [],
  } = Object.groupBy(cells, (cell) =>
    mostlyWaits(cell) ? "waiting" : starts(cell) ? "starting" : "sharing",
  );
  return [
    ...waiting.toSorted((one, other) => cellWaitMs(other) - cellWaitMs(one)),
    ...[...placed(starting), ...placed(sharing)]
      .toSorted((one, other) => one.place - other.place)
      .map(({ cell }) => cell),
  ];
};

/** Each with its place in the list, as a share of its length. */
const placed = <T>(cells: readonly T[]) =>
  cells.map((cell, at) => ({ cell, place: (at + 0.5) / cells.length }));
