import { planned, type SelectionOptions } from "../../run/planned.ts";
import type { Console } from "./console.ts";

/** Prints the ids of the plan, or the cells themselves as JSON. */
export const list = async (
  options: SelectionOptions & Readonly<{ json: boolean }>,
  { out }: Console,
): Promise<number> => {
  const { plan } = await planned(options);
  if (options.json) out(`${JSON.stringify(plan.cells, null, 1)}\n`);
  else {
    out(`${plan.cells.map(({ id }) => id).join("\n")}\n`);
  }
  return 0;
};
