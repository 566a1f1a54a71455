import type { Diagnosis } from "../../domain/cause.ts";
import type { CellResult } from "../../domain/run-result.ts";
import { endWords } from "../cell-end.ts";
import { pairOf } from "../grid.ts";
import { type Change, type ChangeKind, isRegression } from "./changes.ts";
import type { Comparison } from "./compare-runs.ts";

/** Cells to which the same happened, told once. */
export type ChangeGroup = Readonly<{
  kind: ChangeKind;
  /** "broke: passed → alpn-not-negotiated, at fault: server". */
  title: string;
  /** As the later run has them; what vanished, as the earlier one has it. */
  cells: readonly CellResult[];
  /** Of its first cell in the later run; null where it has none, or vanished. */
  diagnosis: Diagnosis | null;
  regressions: number;
}>;

/** In the order of their kinds, of one kind the largest first. */
export const changeGroups = ({ changes }: Comparison): readonly ChangeGroup[] =>
  [...Map.groupBy(changes, ({ kind }) => kind)].flatMap(([kind, own]) =>
    [...Map.groupBy(own, titleOf)]
      .map(([title, same]) => ({
        kind,
        title,
        cells: same.map(cellOf),
        diagnosis: kind === "vanished" ? null : (same.map(cellOf)[0]?.diagnosis ?? null),
        regressions: same.filter(isRegression).length,
      }))
      .sort((a, b) => b.cells.length - a.cells.length),
  );

const cellOf = (change: Change): CellResult =>
  change.kind === "vanished" ? change.before : change.after;

const titleOf = (change: Change): string => {
  switch (change.kind) {
    case "slower":
      return `slower: ${pairOf(change.after)}, ${change.factor.toFixed(1)} times what the other cells took`;
    case "appeared":
      return `appeared: ${endWords(change.after)}`;
    case "vanished":
      return "vanished";
    default: {
      const { kind, before, after } = change;
      const [from, to] = [endWords(before), endWords(after)];
      const surprise = after.verdict === "expected" ? "" : `, ${after.verdict}`;
      return from === to ? `${kind}: ${to}${surprise}` : `${kind}: ${from} → ${to}${surprise}`;
    }
  }
};
