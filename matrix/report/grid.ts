import type { Cell, Mode } from "../domain/cell.ts";
import { type Look, symbols } from "./symbol.ts";

/** Colours a piece of text by its look; gives it back as it is where there is no colour. */
export type Paint = (look: Look, text: string) => string;

export const plain: Paint = (_, text) => text;

/** What is counted together is painted as the worst of it. */
const worstFirst: readonly Look[] = ["unexpected", "not-run", "known", "unsupported", "passed"];

export const worstOf = (looks: readonly Look[]): Look =>
  worstFirst.find((one) => looks.includes(one)) ?? "pending";

const unrun: readonly Look[] = ["pending", "running", "not-run"];

/**
 * A grid with a line for each pair and, under each mode, a symbol for each of the pair's cells.
 * Where that is wider than `columns`, a mode shows how many of its cells have run instead.
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
      const looks = own.map(look);
      const ran = looks.filter((one) => !unrun.includes(one));
      return paint(worstOf(looks), (own.length ? `${ran.length}/${own.length}` : "").padEnd(width));
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

export const pairOf = ({ client, server }: Cell) => `${client} → ${server}`;
