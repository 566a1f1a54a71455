import type { CellResult } from "../domain/run-result.ts";
import { lookWords } from "./look-words.ts";
import { type Look, lookOf } from "./symbol.ts";

/** In the order in which a reader asks for them. */
const told = ["passed", "known", "unsupported", "not-run", "unexpected"] as const;

/** Said even where there are none. */
const always: readonly Look[] = ["passed", "unexpected"];

/** How many cells ended how, a part for each: "106 passed", "15 known failures", "0 surprises". They add up to all cells. */
export const tally = (
  cells: readonly Pick<CellResult, "outcome" | "verdict">[],
): readonly Readonly<{ look: Look; words: string }>[] =>
  told.flatMap((look) => {
    const count = cells.filter((cell) => lookOf(cell) === look).length;
    return count > 0 || always.includes(look)
      ? [{ look, words: `${count} ${lookWords(look, count)}` }]
      : [];
  });

export const tallyWords = (cells: readonly CellResult[]): string =>
  tally(cells)
    .map(({ words }) => words)
    .join(", ");
