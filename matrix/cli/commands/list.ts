import { coveredWords } from "../../run/plan/plan.ts";
import { planned } from "../../run/planned.ts";
import type { Console } from "./console.ts";
import { type SelectedOptions, selectionOf } from "./selection-of.ts";

/** Prints the ids of the plan, or the cells themselves as JSON. */
export const list = async (
  options: SelectedOptions & Readonly<{ json: boolean }>,
  { out }: Pick<Console, "out">,
  tell: (sentence: string) => void,
): Promise<number> => {
  const { plan } = await planned(await selectionOf(options));
  if (plan.covered) tell(coveredWords(plan.covered));
  if (options.json) out(`${JSON.stringify(plan.cells, null, 1)}\n`);
  else {
    out(`${plan.cells.map(({ id }) => id).join("\n")}\n`);
  }
  return 0;
};
