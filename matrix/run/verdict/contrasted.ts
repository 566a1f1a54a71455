import { coordinatesOf } from "../../domain/axes.ts";
import type { Cause } from "../../domain/cause.ts";
import type { Cell } from "../../domain/cell.ts";
import type { CellResult } from "../../domain/run-result.ts";
import { causes } from "../../knowledge/causes.ts";
import { cellAt } from "../axes/cell-id.ts";
import { contrastingCell, differenceOf, missingNeighbours, nearestPassing } from "./contrast.ts";

const hasFailed = ({ outcome }: CellResult) =>
  outcome.kind === "failed" || outcome.kind === "timed-out";

const passedOf = (cells: readonly CellResult[]) =>
  cells.filter(({ outcome }) => outcome.kind === "passed");

/** The failed cells that have passing neighbours in the run, with the nearest, and with the one that is a remedy. */
export const withKnownContrast = (cells: readonly CellResult[]): readonly CellResult[] => {
  const passed = passedOf(cells);
  return cells.filter(hasFailed).flatMap((cell) => {
    const remedyId = remedyOf(cell)?.id;
    const nearest = nearestPassing(cell, passed);
    const remedy = passed.find(({ id }) => id === remedyId && id !== nearest?.cell);
    const contrast = [nearest, remedy ? differenceOf(cell, remedy) : null].flatMap((one) =>
      one ? [contrastingCell(one, "passes")] : [],
    );
    return contrast.length > 0 ? [{ ...cell, contrast }] : [];
  });
};

/** The cell with what is known to help against its cause; undefined where nothing is. */
const remedyOf = (cell: CellResult): Cell | undefined => {
  const cause = cell.diagnosis?.causes[0];
  if (!cause?.decided || cause.side === null) return undefined;
  const changed = cause.code === "undiagnosed" ? null : causes[cause.code].remedyOn?.[cause.side];
  const remedy = changed && cellAt({ ...coordinatesOf(cell), ...changed });
  return remedy && remedy.id !== cell.id ? remedy : undefined;
};

/** Bounds of what is run beyond the plan: causes, and neighbours of one cell for each. */
const mostCauses = 3;
const mostNeighbours = 4;

/**
 * Cells that are worth trying beyond the plan: of each cause what is known to help against it, for the first of its
 * cells; and where no neighbour of it passed in the run, the neighbours of each cause that surprised, and of the cell of
 * a run that has no other.
 */
export const worthContrasting = (cells: readonly CellResult[]): readonly Tries[] => {
  const passed = passedOf(cells);
  const known = new Set(cells.map(({ id }) => id));
  const open = new Map<string, CellResult>();
  const remedies = new Map<string, Tries>();
  for (const cell of cells.filter(hasFailed)) {
    const cause = causeOf(cell.diagnosis?.causes[0]);
    const remedy = remedyOf(cell);
    if (remedy && !remedies.has(cause)) {
      remedies.set(cause, { cell, neighbours: known.has(remedy.id) ? [] : [remedy] });
    }
    if (cell.verdict === "expected" && cells.length > 1) continue;
    if (!open.has(cause) && nearestPassing(cell, passed) === null) open.set(cause, cell);
  }
  const neighbours = [...open.values()].map((cell) => ({
    cell,
    neighbours: missingNeighbours(cell, cells).slice(0, mostNeighbours),
  }));
  const untried = [...remedies.values()].filter((tries) => tries.neighbours.length > 0);
  return [...neighbours.slice(0, mostCauses), ...untried.slice(0, mostCauses)];
};

/** Cells that are run for what they say of another. */
type Tries = Readonly<{ cell: CellResult; neighbours: readonly Cell[] }>;

const causeOf = (cause: Cause | undefined): string => `${cause?.code} ${cause?.side}`;

/**
 * The cells of a run that was made in parts, with the contrast that it would have in one piece: neighbours in any part
 * count, and of those beyond the plan what a part has tried.
 */
export const contrastedAnew = (parts: readonly CellResult[]): readonly CellResult[] => {
  const planned = new Set(parts.map(({ id }) => id));
  const without = parts.map((cell) => ({ ...cell, contrast: [] }));
  const known = new Map(withKnownContrast(without).map((cell) => [cell.id, cell.contrast]));
  const worth = new Set(worthContrasting(without).map(({ cell }) => cell.id));
  return parts.map((cell) => {
    const tried = worth.has(cell.id) ? cell.contrast.filter((one) => !planned.has(one.cell)) : [];
    return { ...cell, contrast: [...(known.get(cell.id) ?? []), ...tried] };
  });
};

/** Adds to what is known. @param tried - neighbours that were run for this cell, in the order of their nearness. */
export const withTriedContrast = (cell: CellResult, tried: readonly CellResult[]): CellResult => ({
  ...cell,
  contrast: [
    ...cell.contrast,
    ...tried.flatMap((neighbour) => {
      const difference = differenceOf(cell, neighbour);
      if (!difference) return [];
      if (neighbour.outcome.kind === "passed") return [contrastingCell(difference, "passes")];
      return hasFailed(neighbour) ? [contrastingCell(difference, "fails too")] : [];
    }),
  ],
});
