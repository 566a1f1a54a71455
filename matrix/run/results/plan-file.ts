import { join } from "node:path";
import type { Cell } from "../../domain/cell.ts";
import { Misuse } from "../../domain/misuse.ts";
import { readAtMost } from "../../limits/read-at-most.ts";
import { jsonText } from "../../report/format/json.ts";
import { latestOf } from "./latest-link.ts";
import { storedLimitBytes } from "./stored-cells.ts";
import { writeWhole } from "./write-whole.ts";

/** What a run is to do, so that `--resume` goes on with the same. */
export type PlannedCells = Readonly<{ preset: string; cells: readonly Pick<Cell, "id">[] }>;

/** Every folder of a run has it: `clean` knows them by it. */
export const planFileName = "plan.json";

export const writePlan = (folder: string, { preset, cells }: PlannedCells): void => {
  const content = { preset, cells: cells.map(({ id }) => id) };
  writeWhole(join(folder, planFileName), `${jsonText(content, "line")}\n`);
};

/**
 * The folder of the latest run.
 *
 * @throws Misuse if there is none, if it cannot be read, or if it was of another plan.
 */
export const latestRunOf = async (out: string, plan: PlannedCells): Promise<string> => {
  const name = latestOf(out);
  const none = `there is no run in ${out} to go on with; leave --resume out to begin one`;
  if (name === null) throw new Misuse(none);
  const folder = join(out, name);
  const before = await readPlan(join(folder, planFileName), none);
  const ids = new Set(plan.cells.map(({ id }) => id));
  const same =
    before.preset === plan.preset &&
    before.cells.length === plan.cells.length &&
    before.cells.every((id) => ids.has(id));
  if (!same) {
    throw new Misuse(
      `the latest run in ${out} was of preset ${before.preset} with ${before.cells.length} cells, not of this plan with ${plan.cells.length}; give the same preset and filters, or leave --resume out`,
    );
  }
  return folder;
};

const readPlan = async (file: string, none: string) => {
  const damaged = (why: string) =>
    new Misuse(`${file} is damaged (${why}); leave --resume out to begin another run`);
  const text = await readAtMost(file, storedLimitBytes, "a plan of this tool").catch(
    (error: NodeJS.ErrnoException) => {
      if (error instanceof Misuse) throw error;
      throw error.code === "ENOENT" ? new Misuse(none) : damaged(error.code ?? error.message);
    },
  );
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw damaged("it is no JSON");
  }
  const { planFileSchema } = await import("../../report/results-schema.ts");
  const checked = planFileSchema.safeParse(json);
  if (!checked.success) throw damaged("it is no plan");
  return checked.data;
};
