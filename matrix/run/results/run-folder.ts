import { join } from "node:path";
import type { Capture } from "../../domain/capture.ts";
import { EnvironmentFault } from "../../domain/environment-fault.ts";
import type { CellEvidence } from "../../domain/evidence.ts";
import { Misuse } from "../../domain/misuse.ts";
import type { CellResult, RunResult } from "../../domain/run-result.ts";
import { systemSentence } from "../../domain/system-sentence.ts";
import { compatibility } from "../../report/compatibility.ts";
import { jsonText } from "../../report/format/json.ts";
import { writeCellFiles } from "./cell-files.ts";
import { cellFolder } from "./cell-folder.ts";
import { checkLatest, pointLatest } from "./latest-link.ts";
import { LineFile } from "./line-file.ts";
import { makeFolder } from "./make-folder.ts";
import { latestRunOf, type PlannedCells, writePlan } from "./plan-file.ts";
import { resultsText } from "./results-text.ts";
import { type DemandingPlan, readStoredCells, type StoredCells } from "./stored-cells.ts";
import { ownersFolder, writeWhole } from "./write-whole.ts";

/**
 * Where a run's results lie: `<out>/<run id>/`, with `<out>/latest` leading to the newest. Cells are appended to
 * cells.jsonl as they finish, so that a run that is killed has lost nothing. All else is written whole or not at all.
 */
export type RunFolder = Readonly<{
  path: string;
  /** Cells that an earlier, unfinished run of the same plan has done, with everything that the plan demands. */
  done: readonly CellResult[];
  /** What of an earlier run is not taken for done, a sentence each. */
  damages: readonly string[];
  /**
   * Writes one cell's evidence and its line.
   *
   * @throws EnvironmentFault, and from then on for every cell: what ends while the run is being ended says nothing.
   */
  add(result: CellResult, evidence: CellEvidence | null, capture: Capture | null): void;
  /** @throws EnvironmentFault */
  finish(result: RunResult): void;
}>;

/**
 * A new run's folder.
 *
 * @param latest - whether `latest` leads to it, or to what it led to before.
 * @param command - what a user types before a command's name.
 * @throws Misuse if it cannot be written.
 */
export const newRunFolder = (
  out: string,
  runId: string,
  plan: PlannedCells,
  latest: "moves" | "stays",
  command: string,
): RunFolder => {
  opened(out, () => checkLatest(out));
  const path = join(out, runId);
  const lines = opened(out, () => {
    makeFolder(join(path, "cells"), ownersFolder);
    writePlan(path, plan);
    const file = new LineFile(lineFileIn(path), []);
    if (latest === "moves") pointLatest(out, runId);
    return file;
  });
  return written(path, lines, nothing, command);
};

/**
 * The folder of the latest run, which goes on.
 *
 * @param command - what a user types before a command's name.
 * @throws Misuse if it cannot be written, or the latest run was of another plan or is damaged.
 */
export const latestRunFolder = async (
  out: string,
  plan: PlannedCells & DemandingPlan,
  command: string,
): Promise<RunFolder> => {
  opened(out, () => checkLatest(out));
  const path = await latestRunOf(out, plan);
  const stored = await readStoredCells(lineFileIn(path), plan);
  const done = stored.cells.filter(wasRun);
  const lines = opened(out, () => {
    makeFolder(join(path, "cells"), ownersFolder);
    return new LineFile(lineFileIn(path), done.map(lineOf));
  });
  return written(path, lines, { ...stored, cells: done }, command);
};

const lineFileIn = (path: string) => join(path, "cells.jsonl");

const written = (
  path: string,
  lines: LineFile,
  { cells: done, damages }: StoredCells,
  command: string,
): RunFolder => {
  let fault: EnvironmentFault | null = null;
  const guarded = (write: () => void) => {
    if (fault) throw fault;
    try {
      lines.checkPlace();
      write();
    } catch (error) {
      fault = faultOf(error);
      if (fault) throw fault;
      throw error;
    }
  };
  return {
    path,
    done,
    damages,
    add: (result, evidence, capture) =>
      guarded(() => {
        const folder = cellFolder(path, result.id);
        if (evidence) writeCellFiles(folder, result, evidence, capture, command);
        lines.append(lineOf(result));
      }),
    finish: (result) =>
      guarded(() => {
        writeWhole(join(path, "results.json"), resultsText(result), { lasting: true });
        writeWhole(join(path, "compatibility.md"), compatibility(result), { lasting: true });
        lines.close();
      }),
  };
};

const nothing: StoredCells = { cells: [], damages: [] };

const lineOf = (cell: CellResult) => jsonText(cell, "line");

/** Whether a cell came to an end of its own, and was not left undone. */
const wasRun = ({ outcome }: Pick<CellResult, "outcome">): boolean => outcome.kind !== "not-run";

const opened = <T>(out: string, open: () => T): T => {
  try {
    return open();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Misuse(
      `cannot write results to ${out} (${code}); name a folder that can be written: --out DIR`,
    );
  }
};

/** null for what is no fault of the machine. */
const faultOf = (error: unknown): EnvironmentFault | null => {
  if (error instanceof EnvironmentFault) return error;
  const sentence = systemSentence(error, { temporary: null });
  return sentence === null
    ? null
    : new EnvironmentFault(
        `${sentence}; the cells before are kept, and the same command with --resume goes on`,
        { cause: error },
      );
};
