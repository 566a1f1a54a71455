import { parseCellId } from "../axes/cell-id.ts";
import type { Cell } from "../domain/cell.ts";
import { Misuse } from "../domain/misuse.ts";
import type { CellResult } from "../domain/run-result.ts";
import { readAtMost } from "../limits/read-at-most.ts";

/** A preset with every axis has some thousand cells; each takes a few thousand octets. */
export const storedLimitOctets = 256 * 2 ** 20;

export type StoredCells = Readonly<{
  /** Of each cell the last line, in the order of the plan. */
  cells: readonly CellResult[];
  /** What was passed over, a sentence each. */
  damages: readonly string[];
}>;

/**
 * Reads cells.jsonl. A line that is not as it was written costs its cell and no other; the last one may have been cut
 * off when the run was ended, which is no damage. Cells that are not of the plan are passed over.
 *
 * @throws Misuse if it cannot be read.
 */
export const readStoredCells = async (
  file: string,
  plan: readonly Pick<Cell, "id">[],
): Promise<StoredCells> => {
  const { cellResultSchema } = await import("../report/results-schema.ts");
  const lines = (await textOf(file)).split("\n");
  const cutOff = lines.pop() ?? "";
  const found = new Map<string, CellResult>();
  const damages: string[] = [];
  for (const [at, line] of lines.entries()) {
    const cell = checked(line, (json) => cellResultSchema.parse(json));
    if (cell) found.set(cell.id, cell);
    else damages.push(`${file}:${at + 1} is damaged: its cell is run again`);
  }
  const whole = cutOff === "" ? null : checked(cutOff, (json) => cellResultSchema.parse(json));
  if (whole) found.set(whole.id, whole);
  return { cells: plan.flatMap(({ id }) => found.get(id) ?? []), damages };
};

const textOf = async (file: string): Promise<string> => {
  try {
    return await readAtMost(file, storedLimitOctets, "a cells.jsonl of this tool");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return "";
    if (error instanceof Misuse) throw error;
    throw new Misuse(
      `${file} is not what a run wrote (${code === "EISDIR" ? "it is a folder" : code}); move it away, or leave --resume out`,
    );
  }
};

/** null for what is no line of this tool, or says something else of its cell than the cell's id. */
const checked = (line: string, parsed: (json: unknown) => CellResult): CellResult | null => {
  try {
    const cell = parsed(JSON.parse(line));
    const same = Object.entries(parseCellId(cell.id)).every(
      ([name, value]) => cell[name as keyof Cell] === value,
    );
    return same ? cell : null;
  } catch {
    return null;
  }
};
