import { cpSync, existsSync, lstatSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { CellResult } from "../../domain/run-result.ts";
import { summary } from "../../report/summary.ts";
import { mergedRuns } from "../../run/merged-runs.ts";
import { cellFolder } from "../../run/results/cell-folder.ts";
import { newRunFolder } from "../../run/results/run-folder.ts";
import { runIdAt } from "../../run/results/run-id.ts";
import { readStoredResults } from "../../run/results/stored-results.ts";
import { writeHtmlReport } from "../../run/results/write-html-report.ts";
import { causeCards } from "./cause-cards.ts";
import type { Console } from "./console.ts";
import { resultsFileAt } from "./results-at.ts";

/**
 * Puts the shards of a run together in a folder of its own, with what their cells left, and prints what it came to.
 *
 * @param paths - of each shard, as `resultsAt` takes them.
 * @returns the exit code, as `run` has it.
 * @throws Misuse where they are not all the shards of one plan.
 */
export const merge = async (
  paths: readonly string[],
  { out }: Readonly<{ out: string }>,
  console: Console,
): Promise<number> => {
  const files = await Promise.all(paths.map(resultsFileAt));
  const parts = await Promise.all(
    files.map(async (file) => ({ file, result: await readStoredResults(file) })),
  );
  const runId = runIdAt(new Date());
  const result = mergedRuns(parts, runId);
  const { columns, paint, command } = console;
  const folder = newRunFolder(resolve(out), runId, result, "moves", command);
  for (const part of parts) copyCells(part.result.cells, dirname(part.file), folder.path);
  for (const cell of result.cells) folder.add(cell, null, null);
  folder.finish(result);
  const resume = "the same shard with --resume, then merge again";
  console.out(summary(result, folder.path, { columns, paint, resume }));
  console.out(`${await writeHtmlReport(result, folder.path, causeCards(), command)}\n`);
  return result.counts.unexpected === 0 && !result.interrupted ? 0 : 1;
};

/** Evidence is there for some cells alone. */
const copyCells = (cells: readonly CellResult[], from: string, to: string): void => {
  for (const { id } of cells) {
    const folder = cellFolder(from, id);
    if (!existsSync(folder)) continue;
    cpSync(folder, cellFolder(to, id), { recursive: true, filter: isNoLink });
  }
};

/** A link could lead out of the folder: it is no file of a run. */
const isNoLink = (path: string): boolean => !lstatSync(path).isSymbolicLink();
