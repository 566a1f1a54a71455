import { type Axis, axisNames, axisRow } from "../../domain/axes.ts";
import type { CellSummary } from "./cell-view.ts";

export type FacetName = Axis | "look" | "verdict" | "cause";

/** An axis, or what became of the cells, with the values that a reader can choose from. */
export type Facet = Readonly<{
  name: FacetName;
  title: string;
  values: readonly Readonly<{ value: string; cells: number }>[];
}>;

const named: readonly Readonly<{ name: FacetName; title: string }>[] = [
  { name: "look", title: "result" },
  { name: "cause", title: "cause" },
  { name: "verdict", title: "verdict" },
  ...axisNames.map((name) => ({ name, title: axisRow(name).title })),
];

/** What a cell has on a facet; null where it has nothing there. */
export const facetValue = (cell: CellSummary, name: FacetName): string | null => {
  switch (name) {
    case "look":
    case "verdict":
    case "cause":
      return cell[name];
    default:
      return cell.axes[name];
  }
};

/** Only those that tell some cells from others. */
export const facetsOf = (cells: readonly CellSummary[]): readonly Facet[] =>
  named.flatMap(({ name, title }) => {
    const counted = new Map<string, number>();
    let without = 0;
    for (const cell of cells) {
      const value = facetValue(cell, name);
      if (value === null) without++;
      else counted.set(value, (counted.get(value) ?? 0) + 1);
    }
    if (counted.size + (without > 0 ? 1 : 0) < 2) return [];
    return [{ name, title, values: [...counted].map(([value, of]) => ({ value, cells: of })) }];
  });
