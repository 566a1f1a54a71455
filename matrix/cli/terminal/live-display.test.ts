import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { plain } from "../../report/grid.ts";
import { parseCellId } from "../../run/axes/cell-id.ts";
import { cellResult } from "../../tooling/test/results.ts";
import { gridDisplay, lineDisplay } from "./live-display.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const cells = [parseCellId("go/go/none")];

/** What is on a screen that was empty before the last picture. */
const shown = (written: string) => stripVTControlCharacters(written);

test("what takes long is a line with its seconds, which grow until it ends", () => {
  let drawn = "";
  const write = (text: string) => {
    drawn = shown(text);
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
  const write = (text: string) => void drawn.push(shown(text));
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
    drawn = shown(text);
  };
  const display = gridDisplay(several, { write, columns: 46, rows: 20, paint: plain });
  for (const cell of several) display.started(cell);
  vi.advanceTimersByTime(100);
  expect(drawn.trimEnd().split("\n").slice(-2)).toEqual([
    "  ▸ go/go/none, go/python/none, go/node/none",
    "  0 of 3 cells, 0 s",
  ]);
  display.close();
});

test("where the table is taller than the screen, its last line alone is drawn", () => {
  let drawn = "";
  const write = (text: string) => {
    drawn = shown(text);
  };
  const display = gridDisplay(cells, { write, columns: 60, rows: 4, paint: plain });
  display.note("a note");
  expect(drawn).toBe("a note\n  0 of 1 cells, 0 s\n");
  display.close();
});

test("a picture is drawn over the one before, and taken away at the end", () => {
  const drawn: string[] = [];
  const write = (text: string) => void drawn.push(text);
  const display = gridDisplay(cells, { write, columns: 60, rows: 4, paint: plain });
  display.note("a note");
  display.note("another");
  display.close();
  expect(drawn).toEqual([
    "a note\u001b[K\n  0 of 1 cells, 0 s\u001b[K\n\u001b[J",
    "\r\u001b[1Aanother\u001b[K\n  0 of 1 cells, 0 s\u001b[K\n\u001b[J",
    "\r\u001b[1A\u001b[J",
  ]);
});

test.for([
  ["passed", { kind: "passed" }, "1 of 1 cells"],
  ["interrupted", { kind: "not-run", because: "interrupted", reason: "" }, "0 of 1 cells"],
] as const)("a cell that %s counts: %s", ([, outcome, count]) => {
  const drawn: string[] = [];
  const write = (text: string) => void drawn.push(shown(text));
  const display = gridDisplay(cells, { write, columns: 60, rows: 20, paint: plain });
  const log = lineDisplay(cells, { write, paint: plain });
  for (const one of [display, log]) one.finished(cellResult("go/go/none", outcome));
  vi.advanceTimersByTime(100);
  display.close();
  expect(drawn.join("")).toContain(`  ${count}, 0 s`);
  expect(drawn.includes("1 of 1 cells done\n")).toBe(count === "1 of 1 cells");
});

test("in a log nothing can be redrawn", () => {
  expect(lineDisplay(cells, { write: () => {}, paint: plain }).running).toBeUndefined();
});
