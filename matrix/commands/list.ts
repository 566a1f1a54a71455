import { readPreset } from "../inputs/read-inputs.ts";
import type { Console } from "./console.ts";
import { planned, readInputs, type SelectionOptions } from "./planned.ts";

/** Prints the ids of the plan, or the cells themselves as JSON. */
export const list = async (
  options: SelectionOptions & Readonly<{ json: boolean }>,
  { out }: Console,
): Promise<number> => {
  const preset = await readPreset(options.preset);
  const plan = planned(preset, options, await readInputs(preset, options));
  if (options.json) out(`${JSON.stringify(plan.cells, null, 1)}\n`);
  else {
    out(`${plan.cells.map(({ id }) => id).join("\n")}\n`);
  }
  return 0;
};
