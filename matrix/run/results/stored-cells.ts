import { isDeepStrictEqual } from "node:util";
import { Misuse } from "../../domain/misuse.ts";
import type { CellResult } from "../../domain/run-result.ts";
import { readAtMost } from "../../limits/read-at-most.ts";
import { contradictionIn } from "../evidence/contradiction.ts";
import { owedBy } from "../plan/owed.ts";
import type { Plan } from "../plan/plan.ts";

/** A preset with every axis has some thousand cells; each takes a few thousand bytes. */
export const storedLimitBytes = 256 * 2 ** 20;

export type StoredCells = Readonly<{
  /** Of each cell the last line, in the order of the plan. */
  cells: readonly CellResult[];
  /** What was not taken for done, or passed over, a sentence each. */
  damages: readonly string[];
}>;

/** Cells, and what each has to show. */
export type DemandingPlan = Pick<Plan, "cells" | "proof">;

/**
 * Reads cells.jsonl. A line costs its cell and no other where it is not as it was written, where it contradicts itself or
 * what the plan demands of its cell, or where another line of the cell says that something else was seen. The last one may
 * have been cut off when the run was ended, which is no damage. Cells that are not of the plan are passed over.
 *
 * @throws Misuse if it cannot be read.
 */
export const readStoredCells = async (
  file: string,
  { cells: planned, proof }: DemandingPlan,
): Promise<StoredCells> => {
  const { cellResultSchema } = await import("../../report/results-schema.ts");
  const parsed = (line: string) => cellOf(line, (json) => cellResultSchema.parse(json));
  const lines = (await textOf(file)).split("\n");
  const cutOff = lines.pop() ?? "";
  const asked = new Map(planned.map((cell) => [cell.id, cell]));
  const found = new Map<string, Found>();
  const damages: string[] = [];
  const damaged = (at: number, what: string) => damages.push(`${file}:${at + 1}${what}`);
  for (const [at, line] of (parsed(cutOff) ? [...lines, cutOff] : lines).entries()) {
    const cell = parsed(line);
    if (cell === null) {
      damaged(at, " is damaged: its cell is run again");
      continue;
    }
    const { id } = cell;
    const own = asked.get(id);
    if (own === undefined) {
      damaged(at, `: ${id} is no cell of this plan, and is passed over`);
      continue;
    }
    const before = found.get(id);
    if (before?.kind === "unsound") continue;
    const wrong =
      contradictionIn(cell, owedBy(own, proof.steps, proof.thirdParties)) ??
      (before ? contradictionBetween(before.cell, cell) : null);
    if (wrong !== null) damaged(at, `: ${id} ${wrong}: it is run again`);
    found.set(id, wrong === null ? { kind: "sound", cell } : { kind: "unsound" });
  }
  const cells = planned.flatMap(({ id }) => {
    const last = found.get(id);
    return last?.kind === "sound" ? [last.cell] : [];
  });
  return { cells, damages };
};

/** What the lines of a cell come to so far. */
type Found = Readonly<{ kind: "sound"; cell: CellResult } | { kind: "unsound" }>;

/** A later line adds what became of the cell's neighbours and of a second run, or withdraws all of it. */
const contradictionBetween = (before: CellResult, after: CellResult): string | null =>
  after.outcome.kind === "not-run" || isDeepStrictEqual(seenIn(before), seenIn(after))
    ? null
    : "has two lines of which each says that something else was seen";

const seenIn = ({ outcome, steps, controls, observed, elapsedMs, programs }: CellResult) => ({
  outcome,
  steps,
  controls,
  observed,
  elapsedMs,
  programs,
});

const textOf = async (file: string): Promise<string> => {
  try {
    return await readAtMost(file, storedLimitBytes, "a cells.jsonl of this tool");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return "";
    if (error instanceof Misuse) throw error;
    throw new Misuse(
      `${file} is not what a run wrote (${code === "EISDIR" ? "it is a folder" : code}); move it away, or leave --resume out`,
    );
  }
};

/** null for what is no line of this tool. */
const cellOf = (line: string, parsed: (json: unknown) => CellResult): CellResult | null => {
  try {
    return parsed(JSON.parse(line));
  } catch {
    return null;
  }
};
