import type { Cell, Mode } from "../domain/cell.ts";
import { pairOf } from "./grid.ts";

/** More exceptions than this are not named. */
const mostExceptions = 4;

/**
 * Which cells the marks of a grid stand for, in their order. Lines: "marks in order: p256, p384, p521, rsa2048", and the
 * pairs for which it differs: "go:stock → node: p521-p384"; for each mode where the modes differ. Empty where there is
 * nothing to explain, or each pair is another.
 *
 * @param marked - the modes whose cells have a mark each.
 */
export const columnLegend = (
  cells: readonly Cell[],
  marked: readonly Mode[],
): readonly string[] => {
  const legends = marked.flatMap((mode) => legendOf(mode, cells) ?? []);
  const told = legends.filter(({ usual }) => usual !== "");
  const alike = new Set(told.map(({ usual }) => usual)).size === 1;
  const lines = alike
    ? [`marks in order: ${told[0]?.usual}`]
    : told.map(({ mode, usual }) => `${mode}, marks in order: ${usual}`);
  const exceptions = told.flatMap((legend) => legend.exceptions);
  if (exceptions.length <= mostExceptions) return [...lines, ...exceptions];
  const others = told.reduce((sum, { otherPairs }) => sum + otherPairs, 0);
  const isUsual = told.every(({ pairs, otherPairs }) => 2 * otherPairs < pairs);
  return isUsual ? [...lines, `${others} pairs have others: the report names each mark`] : [];
};

type Legend = Readonly<{
  mode: Mode;
  usual: string;
  exceptions: readonly string[];
  pairs: number;
  otherPairs: number;
}>;

const legendOf = (mode: Mode, all: readonly Cell[]): Legend | undefined => {
  const lists = new Map<string, readonly string[]>();
  for (const cell of all) {
    if (cell.mode !== mode) continue;
    lists.set(pairOf(cell), [...(lists.get(pairOf(cell)) ?? []), columnOf(cell.id)]);
  }
  const pairsOf = Map.groupBy(lists.keys(), (pair) => lists.get(pair)?.join(", ") ?? "");
  const [usual, ...others] = [...pairsOf].sort(([, a], [, b]) => b.length - a.length);
  if (!usual) return undefined;
  return {
    mode,
    usual: shortened(lists.get(usual[1][0] ?? "") ?? []).join(", "),
    exceptions: others.map(([list, pairs]) => `${pairs.join(" and ")}: ${list}`),
    pairs: lists.size,
    otherPairs: lists.size - usual[1].length,
  };
};

/** What a cell's id says after client, server and mode. */
const columnOf = (id: string): string => id.split("/").slice(3).join("/");

/** Without what all of several columns have in common. */
const shortened = (columns: readonly string[]): readonly string[] => {
  if (columns.length < 2) return columns;
  const parts = columns.map((column) => column.split("/").filter((part) => part !== ""));
  const common = (parts[0] ?? []).filter((part) => parts.every((own) => own.includes(part)));
  const left = parts.map((own) => own.filter((part) => !common.includes(part)));
  const names = new Set(left.flat().map((part) => part.split("=")[0]));
  const oneAxis = names.size === 1 && left.every((own) => own.length < 2);
  return left.map((own) =>
    own.length === 0 ? "default" : oneAxis ? own.join().replace(/^[a-z-]+=/, "") : own.join("/"),
  );
};
