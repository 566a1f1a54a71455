import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { plain } from "../../report/grid.ts";
import { parseCellId } from "../../run/axes/cell-id.ts";
import { gridDisplay, lineDisplay } from "./live-display.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const cells = [parseCellId("go/go/none")];

test("what takes long is a line with its seconds, which grow until it ends", () => {
  let drawn = "";
  const write = (text: string) => {
    drawn = text;
  };
  const display = gridDisplay(cells, { write, columns: 60, rows: 20, paint: plain });
  const lines = () => drawn.split("\n").filter((line) => line.startsWith("  building"));
  const finished = display.running?.("building go: server and client");
  expect(lines()).toEqual(["  building go: server and client, 0 s"]);
  const other = display.running?.("building python: virtual environment");
  vi.advanceTimersByTime(3000);
  expect(lines()).toEqual([
    "  building go: server and client, 3 s",
    "  building python: virtual environment, 3 s",
  ]);
  finished?.();
  vi.advanceTimersByTime(1000);
  expect(lines()).toEqual(["  building python: virtual environment, 4 s"]);
  other?.();
  expect(vi.getTimerCount()).toBe(0);
  display.note("built python");
  expect([lines(), drawn.includes("built python\n")]).toEqual([[], true]);
  display.close();
});

test("a line is no longer than the screen is wide, and ends after a word", () => {
  const drawn: string[] = [];
  const write = (text: string) => void drawn.push(text);
  const display = gridDisplay(cells, { write, columns: 24, rows: 20, paint: plain });
  display.running?.("building something with a long name");
  expect(drawn.join("").split("\n")).toContain("  building something …");
  display.note("built something with a long name");
  expect(drawn.at(-1)).toMatch(/built something with a\n {2}long name\n/);
  display.close();
  expect(vi.getTimerCount()).toBe(0);
});

test("what is run is named, as far as there is room", () => {
  const several = ["go/go/none", "go/python/none", "go/node/none"].map(parseCellId);
  let drawn = "";
  const write = (text: string) => {
    drawn = text;
  };
  const display = gridDisplay(several, { write, columns: 50, rows: 20, paint: plain });
  for (const cell of several) display.started(cell);
  vi.advanceTimersByTime(100);
  expect(drawn.trimEnd().split("\n").at(-1)).toBe("  0 of 3 cells, 0 s: go/go/none, …");
  display.close();
});

test("where the table is taller than the screen, its last line alone is drawn", () => {
  let drawn = "";
  const write = (text: string) => {
    drawn = text;
  };
  const display = gridDisplay(cells, { write, columns: 60, rows: 4, paint: plain });
  display.note("a note");
  expect(drawn).toBe("a note\n  0 of 1 cells, 0 s\n");
  display.close();
  expect(drawn).toBe("\u001b[1A\u001b[0J");
});

test("in a log nothing can be redrawn", () => {
  expect(lineDisplay(cells, { write: () => {}, paint: plain }).running).toBeUndefined();
});
