import type { Cell, Mode } from "../domain/cell.ts";
import { type Look, symbols } from "./symbol.ts";

/** Colours a piece of text by its look; gives it back as it is where there is no colour. */
export type Paint = (look: Look, text: string) => string;

export const plain: Paint = (_, text) => text;

/**
 * A grid with a line for each pair and, under each mode, a symbol for each of the pair's cells.
 * Where that is wider than `columns`, a mode shows how many of its cells are done instead.
 */
export const grid = (
  cells: readonly Cell[],
  look: (cell: Cell) => Look,
  columns: number,
  paint: Paint,
): readonly string[] => {
  const modes = [...new Set(cells.map(({ mode }) => mode))];
  const pairs = [...new Set(cells.map(pairOf))];
  const of = (pair: string, mode: Mode) =>
    cells.filter((cell) => cell.mode === mode && pairOf(cell) === pair);
  const most = (mode: Mode) => Math.max(...pairs.map((pair) => of(pair, mode).length));
  const pairWidth = Math.max(...pairs.map((pair) => pair.length), "client → server".length);
  const wide = modes.map((mode) => Math.max(mode.length, most(mode)));
  const counted =
    indent.length + pairWidth + wide.reduce((sum, width) => sum + width + 3, 0) > columns;
  const widths = modes.map((mode, at) =>
    counted ? Math.max(mode.length, `${most(mode)}/${most(mode)}`.length) : (wide[at] ?? 0),
  );
  const entry = (pair: string, mode: Mode, width: number) => {
    const own = of(pair, mode);
    if (counted) {
      const done = own.filter((cell) => !["pending", "running"].includes(look(cell)));
      const worst = own.map(look).find((one) => one === "unexpected") ?? "passed";
      return paint(worst, (own.length ? `${done.length}/${own.length}` : "").padEnd(width));
    }
    const drawn = own.map((cell) => paint(look(cell), symbols[look(cell)])).join("");
    return drawn + " ".repeat(width - own.length);
  };
  const line = (first: string, rest: readonly string[]) =>
    `${indent}${[first.padEnd(pairWidth), ...rest].join("   ")}`.trimEnd();
  return [
    line(
      "client → server",
      modes.map((mode, at) => mode.padEnd(widths[at] ?? 0)),
    ),
    ...pairs.map((pair) =>
      line(
        pair,
        modes.map((mode, at) => entry(pair, mode, widths[at] ?? 0)),
      ),
    ),
  ];
};

const indent = "  ";

/** What a cell's id says after client, server and mode. */
const keysPart = (id: string): string => id.split("/").slice(3).join("/");

const pairOf = ({ client, server }: Cell) => `${client} → ${server}`;

/** A legend with more exceptions than this explains nothing. */
const mostExceptions = 4;

/**
 * Which cells the symbols of a mode stand for, in their order: "p256 p384 p521 rsa2048" and then, a
 * line each, the pairs for which it differs: "go:stock → node: p521-p384". null where there is nothing to explain, or too much.
 */
export const columnLegend = (cells: readonly Cell[]): string | null => {
  const lists = new Map<string, string>();
  for (const cell of cells) {
    if (cell.mode === "none") continue;
    const line = `${cell.mode} ${pairOf(cell)}`;
    lists.set(line, `${lists.get(line) ?? ""} ${keysPart(cell.id)}`);
  }
  const lines = [...lists.values()];
  const count = (list: string) => lines.filter((line) => line === list).length;
  const [usual] = [...new Set(lines)].sort((a, b) => count(b) - count(a));
  const exceptions = [...lists].filter(([, list]) => list !== usual);
  if (usual === undefined || exceptions.length > mostExceptions) return null;
  return [
    usual.trim(),
    ...exceptions.map(([line, list]) => `${line.slice(line.indexOf(" ") + 1)}:${list}`),
  ].join(";\n    ");
};
