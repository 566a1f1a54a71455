import { useEffect, useMemo, useState } from "preact/hooks";
import type { CellSummary } from "../cell-view.ts";
import { gridTables } from "../grid-tables.ts";
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
  const drawn = useGrowing(cells, tables.length);
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
      {tables.slice(0, drawn).map((table) => (
        <GridTablePart
          key={table.title}
          table={table}
          caption={tables.length > 1 ? table.title || "other axes at their defaults" : null}
          first={first}
        />
      ))}
    </section>
  );
};

/** So many cells are drawn with the rest of the page; more would keep a reader waiting for the verdict. */
const mostAtOnce = 500;

/** How many tables are drawn: when the page opens none or one, then one after the other. */
const useGrowing = (cells: readonly CellSummary[], tables: number): number => {
  const [{ drawn, of }, setDrawn] = useState({
    drawn: cells.length > mostAtOnce ? 0 : 1,
    of: cells,
  });
  const current = of === cells ? drawn : 1;
  useEffect(() => {
    if (current >= tables) return;
    const next = setTimeout(() => setDrawn({ drawn: current + 1, of: cells }));
    return () => clearTimeout(next);
  }, [cells, current, tables]);
  return current;
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
