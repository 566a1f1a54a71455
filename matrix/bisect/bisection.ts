import { coordinatesOf } from "../domain/axes.ts";
import type { Cell } from "../domain/cell.ts";
import type { ObservedProperties } from "../domain/evidence.ts";
import { Misuse } from "../domain/misuse.ts";
import type { CellResult } from "../domain/run-result.ts";
import { cellAt } from "../run/axes/cell-id.ts";
import { versionId } from "../run/inputs/versions.ts";
import type { Halved, Tried } from "./halving.ts";
import type { VersionRange } from "./version-range.ts";

/** A cell tried with versions of a library, and what came of it. */
export type Bisection = Readonly<{
  /** As it was asked for, and with any version. */
  cell: Cell;
  at(version: string): Cell;
  library: string;
  /** Every version of the range, the oldest first. */
  versions: readonly string[];
  /** In the order in which they were tried. */
  tried: readonly (Tried<CellResult> & Readonly<{ elapsedMs: number; buildsMs: number }>)[];
  found: Halved<CellResult>;
  elapsedMs: number;
}>;

/**
 * The cell whose ends of the range's language have a version.
 *
 * @throws Misuse if none of the ends that are meant is of the language.
 */
export const cellWith = (
  cell: Cell,
  { language, of, ends }: VersionRange,
  version: string,
): Cell => {
  const own = ends.filter((end) => cell[end].split("@")[0] === language);
  if (own.length === 0) {
    const meant = ends.map((end) => `${end} ${cell[end]}`).join(" and ");
    throw new Misuse(
      `--versions ${language}: of ${cell.id}, ${meant} ${ends.length === 1 ? "is" : "are"} not ${language}; a variant has no versions`,
    );
  }
  const changed = Object.fromEntries(own.map((end) => [end, versionId({ language, of, version })]));
  return cellAt({ ...coordinatesOf(cell), ...changed });
};

type Difference = Readonly<{
  property: keyof ObservedProperties;
  before: string | null;
  after: string | null;
}>;

/** The observed properties that two runs of a cell do not have in common; null of one that was not seen. */
export const differencesIn = (
  before: ObservedProperties,
  after: ObservedProperties,
): readonly Difference[] =>
  (Object.keys(before) as readonly (keyof ObservedProperties)[])
    .map((property) => ({
      property,
      before: before[property]?.value ?? null,
      after: after[property]?.value ?? null,
    }))
    .filter((one) => one.before !== one.after);
