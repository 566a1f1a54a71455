import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { CellDetail, CellSummary } from "../cell-view.ts";
import { unpacker } from "../packed.ts";
import type { OverviewView, ReportView } from "../view-model.ts";

/** The run as the parts of the page ask for it. */
export type ReportData = Readonly<{
  overview: OverviewView;
  cells: readonly CellSummary[];
  detailOf(cell: CellSummary): CellDetail;
}>;

/** @param details - asked for when the first cell is opened, or words are looked for. */
export const reportData = (
  overview: OverviewView,
  details: () => ReportView["details"],
): ReportData => {
  const summary = unpacker<CellSummary>(overview.cells);
  const cells = overview.cells.values.map((_, at) => summary(at));
  const places = new Map(cells.map((cell, at) => [cell, at]));
  let detail: ((at: number) => CellDetail) | null = null;
  return {
    overview,
    cells,
    detailOf: (cell) => {
      detail ??= unpacker<CellDetail>(details());
      return detail(places.get(cell) ?? 0);
    },
  };
};

export const Report = createContext<ReportData | null>(null);

/** @throws Error outside of a report. */
export const useReport = (): ReportData => {
  const report = useContext(Report);
  if (report === null) throw new Error("no report around this part");
  return report;
};
