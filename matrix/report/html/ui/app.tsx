import { useCallback, useMemo, useRef } from "preact/hooks";
import { matchingCells, searchTextOf } from "../matching.ts";
import { CellPanel } from "./cell-panel.tsx";
import { Filters } from "./filters.tsx";
import { Grid } from "./grid.tsx";
import { Groups } from "./groups.tsx";
import { useReport } from "./report-data.ts";
import { useKeys } from "./use-keys.ts";
import { useViewState } from "./use-view-state.ts";
import { VerdictPart } from "./verdict-part.tsx";
import { Versions } from "./versions.tsx";

export const App = () => {
  const { overview, cells, detailOf } = useReport();
  const [state, go] = useViewState();
  const search = useRef<HTMLInputElement>(null);
  const textAt = useMemo(() => {
    const texts = new Map<number, string>();
    return (at: number): string => {
      const cell = cells[at];
      const text = texts.get(at) ?? (cell ? searchTextOf(cell, () => detailOf(cell)) : "");
      texts.set(at, text);
      return text;
    };
  }, [cells, detailOf]);
  const { text, chosen } = state;
  const shown = useMemo(
    () => matchingCells(cells, textAt, { text, chosen }, overview.facets),
    [cells, textAt, text, chosen, overview],
  );
  const current = useRef(state);
  current.current = state;
  const open = useCallback((id: string) => go({ ...current.current, cell: id }), []);
  useKeys({ "/": () => search.current?.focus() });
  const cell = cells.find(({ id }) => id === state.cell);
  return (
    <>
      <header>
        <VerdictPart state={state} go={go} />
        <Filters state={state} shown={shown.length} search={search} go={go} />
      </header>
      <main>
        <Groups shown={shown} open={open} />
        <Grid cells={shown} open={open} />
        <Versions />
      </main>
      {cell && (
        <CellPanel
          cell={cell}
          shown={shown}
          open={open}
          close={() => go({ ...state, cell: null })}
        />
      )}
    </>
  );
};
