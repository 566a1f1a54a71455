import type { Control } from "../../domain/evidence.ts";
import type { JudgedStep } from "../../domain/run-result.ts";
import type { Owed } from "../plan/owed.ts";

/** What of a proof is not as it has to be. */
export type Shortfall = Readonly<
  | { kind: "step"; step: JudgedStep }
  | { kind: "label"; differences: readonly string[] }
  | { kind: "control"; control: Control }
  | { kind: "shutdown"; step: JudgedStep }
  /** Nothing failed, but this part of the proof is not there: "step put". */
  | { kind: "missing"; part: string }
>;

export type Shown = Readonly<{
  steps: readonly JudgedStep[];
  controls: readonly Control[];
  /** What the cell asked for and its connection was not, one sentence each. */
  differences: readonly string[];
}>;

/**
 * The first thing that keeps a cell from having passed, in the order of the phases; null where its proof is whole. A cell
 * that owes no step has nothing to pass by.
 */
export const shortfallOf = (
  { steps, controls, differences }: Shown,
  owed: Owed,
): Shortfall | null => {
  const step = steps.find(({ passed, name }) => !passed && name !== "shutdown");
  if (step) return { kind: "step", step };
  if (differences.length > 0) return { kind: "label", differences };
  const control = controls.find(({ result }) => result !== "refused");
  if (control) return { kind: "control", control };
  const shutdown = steps.find(({ passed }) => !passed);
  if (shutdown) return { kind: "shutdown", step: shutdown };
  const part = missingPart(steps, controls, owed);
  return part === null ? null : { kind: "missing", part };
};

const missingPart = (
  steps: Shown["steps"],
  controls: Shown["controls"],
  owed: Owed,
): string | null => {
  if (owed.steps.length === 0) return "any step";
  const step = owed.steps.find((name) => !steps.some((one) => one.name === name));
  if (step !== undefined) return `step ${step}`;
  const control = owed.controls.find((name) => !controls.some((one) => one.name === name));
  return control === undefined ? null : `control ${control}`;
};
