import { axisNames, axisRow } from "../../domain/axes.ts";
import type { CellSummary, ObservedView } from "./cell-view.ts";
import { observedTitle } from "./observed-title.ts";

export type Difference = Readonly<{ what: string; here: string; there: string }>;

/** A cell as it is compared. */
type Compared = Readonly<{ cell: CellSummary; observed: readonly ObservedView[] }>;

/** What two cells have that is not the same: axes first, then what was seen of their connections. */
export const differences = (here: Compared, there: Compared): readonly Difference[] => {
  const seen = ({ observed }: Compared) =>
    new Map(observed.map(({ name, value }) => [name, value]));
  const [ours, theirs] = [seen(here), seen(there)];
  return [
    ...axisNames.map((axis) => ({
      what: axisRow(axis).title,
      here: here.cell.axes[axis],
      there: there.cell.axes[axis],
    })),
    ...[...new Set([...ours.keys(), ...theirs.keys()])].map((name) => ({
      what: `${observedTitle(name)}, seen`,
      here: ours.get(name) ?? "nothing",
      there: theirs.get(name) ?? "nothing",
    })),
  ].filter((one) => one.here !== one.there);
};

/** The cell that passes and differs in the fewest axes, the first of several; null where none passes. */
export const nearestPassing = (
  cell: CellSummary,
  cells: readonly CellSummary[],
): CellSummary | null => {
  let nearest: { cell: CellSummary; distance: number } | null = null;
  for (const other of cells) {
    if (other === cell || other.look !== "passed") continue;
    const distance = axisNames.filter((axis) => other.axes[axis] !== cell.axes[axis]).length;
    if (nearest === null || distance < nearest.distance) nearest = { cell: other, distance };
  }
  return nearest?.cell ?? null;
};
