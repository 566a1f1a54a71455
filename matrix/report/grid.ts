import type { Cell, Mode } from "../domain/cell.ts";
import { type Look, looks, symbols } from "./symbol.ts";

/** Colours a piece of text by its look; gives it back as it is where there is no colour. */
export type Paint = (look: Look, text: string) => string;

export const plain: Paint = (_, text) => text;

export type Grid = Readonly<{
  lines: readonly string[];
  /** Modes whose cells have a mark each, in their order; the others are counted. */
  marked: readonly Mode[];
}>;

/** More marks in a row than this are not told apart by eye. */
const mostMarks = 20;

/**
 * A line for each pair and a column for each mode, with a mark for each of the pair's cells. A column that would have
 * more than 20 marks has counts instead: "49✓ 14x". Where that is wider than `columns`, every column has counts; where
 * that is too wide too, one column counts the cells of all modes.
 */
export const grid = (
  cells: readonly Cell[],
  look: (cell: Cell) => Look,
  columns: number,
  paint: Paint,
): Grid => {
  const modes = [...new Set(cells.map(({ mode }) => mode))];
  const rows = [...Map.groupBy(cells, pairOf)];
  const most = (mode: Mode) =>
    Math.max(...rows.map(([, own]) => own.filter((cell) => cell.mode === mode).length));
  const marked = modes.filter((mode) => most(mode) <= mostMarks);
  const byMode = (isMarked: (mode: Mode) => boolean): readonly Column[] =>
    modes.map((mode) => ({
      title: mode,
      entry: (own) =>
        (isMarked(mode) ? marks : counts)(own.filter((cell) => cell.mode === mode).map(look)),
    }));
  const all: Column = { title: "cells", entry: (own) => counts(own.map(look)) };
  const withMarks = drawn(
    rows,
    byMode((mode) => marked.includes(mode)),
    paint,
  );
  if (widthOf(withMarks) <= columns) return { lines: linesOf(withMarks), marked };
  const counted = drawn(
    rows,
    byMode(() => false),
    paint,
  );
  const narrow = widthOf(counted) <= columns ? counted : drawn(rows, [all], paint);
  return { lines: linesOf(narrow), marked: [] };
};

/** Pieces of text with the look of each. */
type Entry = readonly Readonly<{ look: Look; text: string }>[];

type Column = Readonly<{ title: string; entry(own: readonly Cell[]): Entry }>;

const marks = (own: readonly Look[]): Entry => own.map((look) => ({ look, text: symbols[look] }));

const counts = (own: readonly Look[]): Entry =>
  looks
    .filter((look) => own.includes(look))
    .map((look, at) => ({
      look,
      text: `${at > 0 ? " " : ""}${own.filter((one) => one === look).length}${symbols[look]}`,
    }));

/** A piece of a line, as wide as its column. */
type Piece = Readonly<{ text: string; width: number }>;

const drawn = (
  rows: readonly (readonly [string, readonly Cell[]])[],
  columns: readonly Column[],
  paint: Paint,
): readonly (readonly Piece[])[] => {
  const pairWidth = Math.max(heading.length, ...rows.map(([pair]) => pair.length));
  const pair = (text: string): Piece => ({ text: text.padEnd(pairWidth), width: pairWidth });
  const entries = rows.map(([, own]) => columns.map(({ entry }) => entry(own)));
  const widths = columns.map(({ title }, at) =>
    Math.max(title.length, ...entries.map((row) => lengthOf(row[at] ?? []))),
  );
  const piece = (entry: Entry, width: number): Piece => ({
    text:
      entry.map(({ look, text }) => paint(look, text)).join("") +
      " ".repeat(width - lengthOf(entry)),
    width,
  });
  return [
    [
      pair(heading),
      ...columns.map(({ title }, at) => ({
        text: title.padEnd(widths[at] ?? 0),
        width: widths[at] ?? 0,
      })),
    ],
    ...rows.map(([name], row) => [
      pair(name),
      ...widths.map((width, at) => piece(entries[row]?.[at] ?? [], width)),
    ]),
  ];
};

const lengthOf = (entry: Entry): number => entry.reduce((sum, { text }) => sum + text.length, 0);

/** All lines are as wide as the first. */
const widthOf = ([line = []]: readonly (readonly Piece[])[]): number =>
  indent.length + line.reduce((sum, { width }) => sum + width, gap.length * (line.length - 1));

const linesOf = (lines: readonly (readonly Piece[])[]): readonly string[] =>
  lines.map((line) => `${indent}${line.map(({ text }) => text).join(gap)}`.trimEnd());

const heading = "client → server";
const indent = "  ";
const gap = "   ";

export const pairOf = ({ client, server }: Cell) => `${client} → ${server}`;
