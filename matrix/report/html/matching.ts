import { headline } from "../../domain/outcome.ts";
import type { CellDetail, CellSummary } from "./cell-view.ts";
import { type Facet, facetValue } from "./facets.ts";
import type { ViewState } from "./view-state.ts";

/**
 * A cell's texts in small letters: its id, its end, and its causes with what they quote.
 *
 * @param detail - not asked for of a cell that passed, as most do: there is nothing in it to look for.
 */
export const searchTextOf = ({ id, look }: CellSummary, detail: () => CellDetail): string => {
  const texts = look === "passed" ? [id, look] : [id, look, ...textsOf(detail())];
  return texts.join("\n").toLowerCase();
};

const textsOf = ({ outcome, verdictReason, known, diagnosis }: CellDetail): readonly string[] => [
  headline(outcome),
  verdictReason ?? "",
  ...(known ? [known.reason, known.source] : []),
  ...(diagnosis?.causes ?? []).flatMap(({ code, sentence, matched }) => [
    code,
    sentence,
    ...matched.map(({ text }) => text),
  ]),
];

/**
 * The cells that are shown: a cell's text has every word, and on each facet that is chosen from it has one of the values.
 *
 * @param searchText - as of {@link searchTextOf}, by the cell's place; asked for only where there are words.
 */
export const matchingCells = (
  cells: readonly CellSummary[],
  searchText: (at: number) => string,
  { text, chosen }: Pick<ViewState, "text" | "chosen">,
  facets: readonly Facet[],
): readonly CellSummary[] => {
  const words = text
    .toLowerCase()
    .split(/\s/)
    .filter((word) => word !== "");
  const asked = facets.flatMap(({ name }) => {
    const values = chosen.get(name);
    return values ? [{ name, values }] : [];
  });
  return cells.filter(
    (cell, at) =>
      asked.every(({ name, values }) => values.has(facetValue(cell, name) ?? "")) &&
      (words.length === 0 || words.every((word) => searchText(at).includes(word))),
  );
};
