import type { Diagnosis } from "../domain/cause.ts";
import type { CellResult } from "../domain/run-result.ts";
import { groupWords } from "./cell-end.ts";
import { lookWords } from "./look-words.ts";
import { lookOf } from "./symbol.ts";

/** Cells that ended in the same way for the same reason, reported once. */
export type Group = Readonly<{
  title: string;
  /** Of its first cell; null where there is none, as for a cell that was not run. */
  diagnosis: Diagnosis | null;
  cells: readonly CellResult[];
  unexpected: number;
}>;

/**
 * Everything that has a reason of its own to be told, the groups with something unexpected first, then by size: neither
 * plain passes nor what an interruption left undone.
 */
export const failureGroups = (cells: readonly CellResult[]): readonly Group[] => {
  const groups = new Map<string, CellResult[]>();
  for (const cell of cells) {
    if (lookOf(cell) === "passed" || isLeftUndone(cell)) continue;
    const title = titleOf(cell);
    groups.set(title, [...(groups.get(title) ?? []), cell]);
  }
  return [...groups]
    .map(([title, members]) => ({
      title,
      diagnosis: members[0]?.diagnosis ?? null,
      cells: members,
      unexpected: members.filter(({ verdict }) => verdict !== "expected").length,
    }))
    .sort((a, b) => b.unexpected - a.unexpected || b.cells.length - a.cells.length);
};

/** Whether a cell was not run because the run ended before it. */
export const isLeftUndone = ({ outcome }: Pick<CellResult, "outcome">): boolean =>
  outcome.kind === "not-run" && outcome.because === "interrupted";

const titleOf = (cell: CellResult): string => {
  const look = lookOf(cell);
  const words = groupWords(cell);
  switch (look) {
    case "known":
      return `${lookWords(look)}: ${words}`;
    case "unexpected":
      return `${cell.verdict === "flaky" ? "flaky" : lookWords(look)}: ${words}`;
    default:
      return words;
  }
};

/**
 * Cell ids in short: `python/{go,node}/tls/p521`. Ids that differ in one part are joined; the result
 * names exactly the given cells.
 */
export const shortened = (ids: readonly string[]): readonly string[] => {
  let parts = ids.map((id) => id.split("/").map((part) => [part]));
  const longest = Math.max(0, ...parts.map((id) => id.length));
  for (let at = 0; at < longest; at++) {
    const merged = new Map<string, string[][]>();
    for (const id of parts) {
      const key = JSON.stringify([id.length, id.filter((_, other) => other !== at)]);
      const known = merged.get(key);
      const values = id[at];
      if (known && values) known[at] = [...(known[at] ?? []), ...values];
      else
        merged.set(
          key,
          id.map((one) => [...one]),
        );
    }
    parts = [...merged.values()];
  }
  return parts.map((id) =>
    id.map((one) => (one.length === 1 ? one[0] : `{${one.join(",")}}`)).join("/"),
  );
};
