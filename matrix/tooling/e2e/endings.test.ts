import { existsSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eventually, type MatrixProcess, startMatrix } from "./matrix-process.ts";

/** What SIGKILL leaves behind is dealt with by the launchers: half a second of grace, then force. */
const afterKillLimitMs = 5000;

const finishedCells = (run: MatrixProcess): number => {
  const file = join(run.out, "latest", "cells.jsonl");
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").length - 1 : 0;
};

const underWay = (run: MatrixProcess): Promise<boolean> =>
  eventually(() => finishedCells(run) >= 3, 30_000);

test.for(["SIGINT", "SIGTERM"] as const)(
  "%s ends the run, keeps its results and leaves nothing",
  async (signal) => {
    const run = startMatrix(["run"]);
    expect(await underWay(run)).toBe(true);
    run.child.kill(signal);
    const { code } = await run.exit;
    expect({ code, stderr: run.stderr() }).toEqual({ code: 1, stderr: "" });
    const { cells, counts, interrupted } = run.results();
    expect(interrupted).toBe(true);
    expect(cells.length).toBe(121);
    expect(counts.notRun).toBeGreaterThan(0);
    expect(run.survivors()).toEqual([]);
    expect(run.leftFiles()).toEqual([]);
  },
);

test("after SIGKILL every process and file goes by itself, and --resume goes on", async () => {
  const run = startMatrix(["run", "--preset", "quick"]);
  expect(await underWay(run)).toBe(true);
  run.child.kill("SIGKILL");
  await run.exit;
  expect(await eventually(() => run.survivors().length === 0, afterKillLimitMs)).toBe(true);
  expect(await eventually(() => run.leftFiles().length === 0, afterKillLimitMs)).toBe(true);

  const before = finishedCells(run);
  const resumed = startMatrix(["run", "--preset", "quick", "--resume", "--out", run.out]);
  expect((await resumed.exit).code).toBe(0);
  const { cells, implementations, runId } = run.results();
  expect(runId).toBe(readlinkSync(join(run.out, "latest")));
  expect(implementations.map(({ id }) => id)).toEqual(["go", "node", "python"]);
  expect(resumed.stdout()).toContain("36 of 36 cells done\n");
  expect(cells.length).toBe(36);
  expect(before).toBeLessThan(36);
  expect(finishedCells(run)).toBe(36);
});

test("a run that goes on with one cell names the implementations of all", async () => {
  const run = startMatrix(["run", "--preset", "quick"]);
  expect((await run.exit).code).toBe(0);
  const file = join(run.out, "latest", "cells.jsonl");
  const lines = readFileSync(file, "utf8").split("\n");
  writeFileSync(file, lines.filter((line) => !line.startsWith('{"id":"go/go/none"')).join("\n"));
  expect(finishedCells(run)).toBe(35);
  const resumed = startMatrix(["run", "--preset", "quick", "--resume", "--out", run.out]);
  expect((await resumed.exit).code).toBe(0);
  const { cells, implementations } = run.results();
  expect(cells.length).toBe(36);
  expect(implementations.map(({ id }) => id).toSorted()).toEqual(["go", "node", "python"]);
});
