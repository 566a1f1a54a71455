import type { Cell } from "../../domain/cell.ts";
import type { PlanRun, RunProgress } from "../../run/run-plan.ts";
import { type Display, gridDisplay, lineDisplay } from "../terminal/live-display.ts";
import type { Console } from "./console.ts";

/** Shows a run while it goes on. */
export const shownWhile = async (
  console: Console,
  cells: readonly Cell[],
  run: (progress: RunProgress) => Promise<PlanRun>,
): Promise<PlanRun> => {
  const display = displayFor(cells, console);
  try {
    return await run(display);
  } finally {
    display.close();
  }
};

const displayFor = (cells: readonly Cell[], console: Console): Display => {
  const write = (text: string) => console.out(text);
  const { paint } = console;
  if (!console.isTerminal) return lineDisplay(cells, { write, paint });
  return gridDisplay(cells, {
    write,
    paint,
    get columns() {
      return console.columns;
    },
    get rows() {
      return console.rows;
    },
  });
};
