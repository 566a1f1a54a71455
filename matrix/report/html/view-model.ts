import type { CauseCode } from "../../domain/cause.ts";
import type { CellResult, RunResult } from "../../domain/run-result.ts";
import type { CauseCard } from "../cause-card.ts";
import { type CellFiles, cellDetail, cellSummary } from "./cell-view.ts";
import { type Facet, facetsOf } from "./facets.ts";
import { type GroupView, groupViews } from "./group-views.ts";
import { type Packed, packed } from "./packed.ts";
import { type VerdictView, verdictView } from "./verdict-view.ts";

/** What the page has of a cause that this run met, whatever the cell. */
type KnownCauseView = Pick<CauseCard, "code" | "summary" | "toBeSure" | "fix">;

/** What the page shows at once. */
export type OverviewView = Readonly<
  Pick<RunResult, "orchestrator" | "implementations"> & {
    verdict: VerdictView;
    facets: readonly Facet[];
    groups: readonly GroupView[];
    causes: readonly KnownCauseView[];
    /** Of {@link CellSummary}. */
    cells: Packed;
  }
>;

export type ReportView = Readonly<{
  overview: OverviewView;
  /** Of {@link CellDetail}, in the order of the overview's cells. */
  details: Packed;
}>;

/** One by one: together, what lies in the files of a large run's cells would take more room than all else. */
function* detailsOf({ cells }: RunResult, filesOf: (cell: CellResult) => CellFiles | null) {
  for (const cell of cells) yield cellDetail(cell, filesOf(cell));
}

/**
 * What the page shows of a run. It depends on the arguments alone.
 *
 * @param filesOf - null for a cell whose files are not to be shown.
 */
export const viewOf = (
  result: RunResult,
  cards: readonly CauseCard[],
  filesOf: (cell: CellResult) => CellFiles | null,
): ReportView => {
  const { orchestrator, implementations } = result;
  const cells = result.cells.map(cellSummary);
  const met = new Set<CauseCode>(
    result.cells.flatMap(({ diagnosis }) => diagnosis?.causes.map(({ code }) => code) ?? []),
  );
  return {
    overview: {
      orchestrator,
      implementations,
      verdict: verdictView(result),
      facets: facetsOf(cells),
      groups: groupViews(result.cells),
      causes: cards
        .filter(({ code }) => met.has(code))
        .map(({ code, summary, toBeSure, fix }) => ({ code, summary, toBeSure, fix })),
      cells: packed(cells),
    },
    details: packed(detailsOf(result, filesOf)),
  };
};
