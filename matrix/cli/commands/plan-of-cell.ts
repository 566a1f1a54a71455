import type { Cell } from "../../domain/cell.ts";
import { Misuse } from "../../domain/misuse.ts";
import { defaultDeadlineMs } from "../../run/axes/default-deadline.ts";
import { stepNames } from "../../run/axes/preset.ts";
import { named } from "../../run/plan/named.ts";
import { checkBehaviours, checkRoutes, type Plan, planCells } from "../../run/plan/plan.ts";
import { checkThirdParties, thirdPartiesAmong } from "../../run/plan/third-parties.ts";
import type { Inputs } from "../../run/planned.ts";

const everyStep = { steps: stepNames, deadlineMs: defaultDeadlineMs } as const;

/** As the presets of behaviours have it: what is judged is not to be lost among long steps. */
const behaviourSteps = {
  steps: ["put", "get-exact", "call", "behaviour", "exit", "shutdown"],
  deadlineMs: 30_000,
} as const;

/**
 * The plan of one cell that belongs to no preset: with every proof step.
 *
 * @param name - what results call it in a preset's place.
 * @throws Misuse if one of its ends, or its route, is not there, or goes with nothing else of it.
 */
export const planOfCell = (name: string, cell: Cell, inputs: Inputs): Plan => {
  const known = inputs.implementations.map((one) => one.id);
  for (const end of [cell.client, cell.server]) {
    if (!known.includes(end)) {
      throw new Misuse(`there is no implementation ${end}; there are ${named(known)}`);
    }
  }
  checkRoutes([cell], inputs.routes);
  checkBehaviours([cell]);
  const thirdParties = thirdPartiesAmong(inputs.implementations);
  const proof = { ...(cell.behaviour === null ? everyStep : behaviourSteps), thirdParties };
  const plan = planCells(name, proof, [cell], inputs.routes);
  checkThirdParties(plan);
  return plan;
};
