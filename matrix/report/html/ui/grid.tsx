import { useEffect, useMemo, useState } from "preact/hooks";
import type { CellSummary } from "../cell-view.ts";
import { type GridTable, gridTables } from "../grid-tables.ts";
import { GridTablePart } from "./grid-table-part.tsx";
import { moveFocus } from "./move-focus.ts";

/**
 * A square for each cell, a table for each choice on the axes without sides. Arrow keys go from square to square, Enter
 * opens one.
 */
export const Grid = ({
  cells,
  open,
}: {
  cells: readonly CellSummary[];
  open(id: string): void;
}) => {
  const tables = useMemo(() => gridTables(cells), [cells]);
  const drawn = drawnTables(tables, useGrowing(cells));
  const first = tables[0]?.rows[0]?.modes[0]?.places.flat().find((cell) => cell !== null);
  return (
    <section
      class="grids"
      aria-label="Cells"
      onClick={({ target }) => act(target, open)}
      onPointerOver={({ target }) => nameOnHover(target)}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") {
          if (act(event.target, open)) event.preventDefault();
        } else moveFocus(event);
      }}
    >
      {cells.length === 0 && <p>No cell is like this.</p>}
      {drawn.map(({ table, clients }) => (
        <GridTablePart
          key={table.title}
          table={table}
          clients={clients}
          caption={tables.length > 1 ? table.title || "other axes at their defaults" : null}
          first={first}
        />
      ))}
    </section>
  );
};

/** So many cells are drawn with the rest of the page; more would keep a reader waiting for the verdict. */
const mostAtOnce = 500;

/** How many cells are drawn: none when a page of many opens, then more and more. */
const useGrowing = (cells: readonly CellSummary[]): number => {
  const [{ drawn, of }, setDrawn] = useState({
    drawn: cells.length > mostAtOnce ? 0 : mostAtOnce,
    of: cells,
  });
  const current = of === cells ? drawn : mostAtOnce;
  useEffect(() => {
    if (current >= cells.length) return;
    const next = setTimeout(() => setDrawn({ drawn: current + mostAtOnce, of: cells }));
    return () => clearTimeout(next);
  }, [cells, current]);
  return current;
};

type Drawn = Readonly<{ table: GridTable /** How many of its clients are. */; clients: number }>;

/** The first tables, and of the last of them the first clients, until so many cells are drawn. */
const drawnTables = (tables: readonly GridTable[], cells: number): readonly Drawn[] => {
  let left = cells;
  return tables.flatMap((table) => {
    let clients = 0;
    for (const { modes } of table.rows) {
      if (left <= 0) break;
      left -= modes.reduce((sum, { places }) => sum + places.flat().length, 0);
      clients++;
    }
    return clients === 0 ? [] : [{ table, clients }];
  });
};

const idOf = (target: EventTarget | null): string | null =>
  target instanceof HTMLElement ? (target.dataset["cell"] ?? null) : null;

const act = (target: EventTarget | null, open: (id: string) => void): boolean => {
  const id = idOf(target);
  if (id !== null) open(id);
  return id !== null;
};

/** Thousands of titles at once would cost as much as the squares. */
const nameOnHover = (target: EventTarget | null): void => {
  if (target instanceof HTMLElement && idOf(target) !== null) target.title = target.ariaLabel ?? "";
};
