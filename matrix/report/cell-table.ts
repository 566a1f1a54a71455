import type { Cell } from "../domain/cell.ts";
import { columnLegend } from "./column-legend.ts";
import { grid, type Paint } from "./grid.ts";
import { wrapped } from "./ladder/wrapped.ts";
import { lookWords } from "./look-words.ts";
import { type Look, looks, symbols } from "./symbol.ts";

const indent = "  ";

/** The grid of cells, and below it what its marks and their order mean; no line is wider than `columns`, as far as can be. */
export const cellTable = (
  cells: readonly Cell[],
  look: (cell: Cell) => Look,
  columns: number,
  paint: Paint,
): readonly string[] => {
  const { lines, marked } = grid(cells, look, columns, paint);
  const shown = new Set(cells.map(look));
  const meanings = looks
    .filter((one) => shown.has(one))
    .map((one) => `${symbols[one]} ${lookWords(one)}`)
    .join(", ");
  const legend = [meanings, ...columnLegend(cells, marked)].filter(Boolean);
  return [
    ...lines,
    ...legend.flatMap((line) =>
      wrapped(line, columns - indent.length, indent).map((part) => indent + part),
    ),
  ];
};
