import type { Cell } from "../../domain/cell.ts";
import { columnLegend } from "../../report/column-legend.ts";
import { printable } from "../../report/format/terminal.ts";
import { grid, type Paint } from "../../report/grid.ts";
import { wrapped } from "../../report/ladder/wrapped.ts";
import { failureLine } from "../../report/summary.ts";
import { type Look, lookOf } from "../../report/symbol.ts";
import type { RunProgress } from "../../run/run-plan.ts";

/** Shows a run while it goes on. */
export type Display = RunProgress &
  Readonly<{
    /** Leaves the last picture as it is. */
    close(): void;
  }>;

type Terminal = Readonly<{
  write(text: string): void;
  columns: number;
  rows: number;
  paint: Paint;
}>;

/** A picture is drawn at most this often: ten times a second looks alive and costs nothing. */
const redrawMs = 100;

/** Seconds are counted where something takes long. */
const tickMs = 1000;

/** A grid of pairs that fills up in place, failures above it as they happen. */
export const gridDisplay = (cells: readonly Cell[], terminal: Terminal): Display => {
  const looks = new Map<string, Look>();
  const begun = performance.now();
  let drawnLines = 0;
  let pendingLines: string[] = [];
  let timer: NodeJS.Timeout | null = null;
  let ticks: NodeJS.Timeout | null = null;
  const tasks = new Map<symbol, Readonly<{ text: string; begun: number }>>();
  let done = 0;
  const picture = (): readonly string[] => {
    const drawn = grid(
      cells,
      (cell) => looks.get(cell.id) ?? "pending",
      terminal.columns,
      terminal.paint,
    );
    const legend = columnLegend(cells).flatMap((line) =>
      wrapped(line, terminal.columns - 3, "  ").map((part) => `  ${part}`),
    );
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const status = [...tasks.values()].map((task) => {
      const elapsed = Math.floor((performance.now() - task.begun) / 1000);
      return `  ${printable(task.text)}, ${elapsed} s`.slice(0, terminal.columns - 1);
    });
    status.push(`  ${done} of ${cells.length} cells, ${seconds} s`);
    // A picture taller than the screen cannot be redrawn in place.
    const whole = [...drawn, ...legend, ...status];
    return whole.length + 1 < terminal.rows ? whole : status;
  };
  const draw = () => {
    timer = null;
    const lines = picture();
    const back = drawnLines > 0 ? `\u001b[${drawnLines}A\u001b[0J` : "";
    terminal.write(`${back}${[...pendingLines, ...lines].join("\n")}\n`);
    pendingLines = [];
    drawnLines = lines.length;
  };
  const soon = () => {
    timer ??= setTimeout(draw, redrawMs);
  };
  return {
    note: (text) => {
      pendingLines.push(printable(text));
      draw();
    },
    running: (text) => {
      const task = Symbol(text);
      tasks.set(task, { text, begun: performance.now() });
      ticks ??= setInterval(draw, tickMs);
      draw();
      return () => {
        tasks.delete(task);
        if (tasks.size > 0 || !ticks) return;
        clearInterval(ticks);
        ticks = null;
      };
    },
    started: (cell) => {
      looks.set(cell.id, "running");
      soon();
    },
    finished: (result) => {
      done++;
      const look = lookOf(result);
      looks.set(result.id, look);
      if (look === "unexpected") pendingLines.push(failureLine(result, terminal.paint));
      soon();
    },
    close: () => {
      if (timer) clearTimeout(timer);
      if (ticks) clearInterval(ticks);
      draw();
    },
  };
};

/** Plain lines for logs: surprises as they happen, and the progress at every quarter. */
export const lineDisplay = (
  cells: readonly Cell[],
  terminal: Pick<Terminal, "write" | "paint">,
): Display => {
  const say = (text: string) => terminal.write(`${text}\n`);
  let done = 0;
  let quarters = 0;
  return {
    note: (text) => say(printable(text)),
    started: () => {},
    finished: (result) => {
      done++;
      if (lookOf(result) === "unexpected") say(failureLine(result, terminal.paint));
      const reached = Math.floor((4 * done) / cells.length);
      if (reached > quarters) {
        quarters = reached;
        say(`${done} of ${cells.length} cells done`);
      }
    },
    close: () => {},
  };
};
