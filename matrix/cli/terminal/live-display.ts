import type { Cell } from "../../domain/cell.ts";
import { cellTable } from "../../report/cell-table.ts";
import { printable } from "../../report/format/terminal.ts";
import type { Paint } from "../../report/grid.ts";
import { isLeftUndone } from "../../report/groups.ts";
import { abridged, wrapped } from "../../report/ladder/wrapped.ts";
import { failureLines } from "../../report/summary.ts";
import { type Look, lookOf, symbols } from "../../report/symbol.ts";
import type { RunProgress } from "../../run/run-plan.ts";

/** Shows a run while it goes on. */
export type Display = RunProgress &
  Readonly<{
    /** Takes the picture away; lines that were told stay. */
    close(): void;
  }>;

/** As it is at the moment: a user may change its size. */
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

/** A table of pairs that fills up in place, below it what is being done, and above it failures as they happen. */
export const gridDisplay = (cells: readonly Cell[], terminal: Terminal): Display => {
  const looks = new Map<string, Look>();
  const begun = performance.now();
  let drawnLines = 0;
  let pendingLines: string[] = [];
  let timer: NodeJS.Timeout | null = null;
  let ticks: NodeJS.Timeout | null = null;
  const tasks = new Map<symbol, Readonly<{ text: string; begun: number }>>();
  let done = 0;
  const statusLines = (columns: number): readonly string[] => {
    const secondsSince = (time: number) => Math.floor((performance.now() - time) / 1000);
    const under = cells.filter(({ id }) => looks.get(id) === "running").map(({ id }) => id);
    return [
      ...[...tasks.values()].map(
        (task) => `${printable(task.text)}, ${secondsSince(task.begun)} s`,
      ),
      ...(under.length > 0 ? [`${symbols.running} ${under.join(", ")}`] : []),
      `${done} of ${cells.length} cells, ${secondsSince(begun)} s`,
    ].flatMap((line) => abridged(line, columns, 1).map((part) => `  ${part}`));
  };
  const picture = (): readonly string[] => {
    // A line that fills the last column is wrapped by some terminals.
    const columns = terminal.columns - 1;
    const table = cellTable(
      cells,
      (cell) => looks.get(cell.id) ?? "pending",
      columns,
      terminal.paint,
    );
    const status = statusLines(columns - 2);
    // A picture taller than the screen cannot be redrawn in place.
    return table.length + status.length + 1 < terminal.rows ? [...table, ...status] : status;
  };
  const draw = (lines: readonly string[]) => {
    timer = null;
    const back = drawnLines > 0 ? `\r\u001b[${drawnLines}A` : "";
    // The terminal may have shown a Ctrl-C at the cursor. Each line is written over the one before: what is erased as a whole flickers, or goes into the scrollback.
    const written = [...pendingLines, ...lines].map((line) => `${line}\u001b[K\n`).join("");
    terminal.write(`${back}${written}\u001b[J`);
    pendingLines = [];
    drawnLines = lines.length;
  };
  const drawNow = () => draw(picture());
  const soon = () => {
    timer ??= setTimeout(drawNow, redrawMs);
  };
  return {
    note: (text) => {
      pendingLines.push(...wrapped(text, terminal.columns - 1, "  "));
      drawNow();
    },
    running: (text) => {
      const task = Symbol(text);
      tasks.set(task, { text, begun: performance.now() });
      ticks ??= setInterval(drawNow, tickMs);
      drawNow();
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
      if (!isLeftUndone(result)) done++;
      const look = lookOf(result);
      looks.set(result.id, look);
      if (look === "unexpected") {
        pendingLines.push(
          ...failureLines(result, { columns: terminal.columns - 1, paint: terminal.paint }),
        );
      }
      soon();
    },
    close: () => {
      if (timer) clearTimeout(timer);
      if (ticks) clearInterval(ticks);
      draw([]);
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
      if (isLeftUndone(result)) return;
      done++;
      if (lookOf(result) === "unexpected") {
        const columns = Number.POSITIVE_INFINITY;
        for (const line of failureLines(result, { columns, paint: terminal.paint })) say(line);
      }
      const reached = Math.floor((4 * done) / cells.length);
      if (reached > quarters) {
        quarters = reached;
        say(`${done} of ${cells.length} cells done`);
      }
    },
    close: () => {},
  };
};
