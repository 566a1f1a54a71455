import { pluginBehaviourNamed } from "../../behaviours/plugin/plugin-behaviours.ts";
import type { Plan, Proof } from "./plan.ts";

/** Limits of the stages, in milliseconds, from which a run's bound follows. */
export type StageLimits = Readonly<{
  /** Until a server has announced itself, or a client has described itself. */
  start: number;
  /** Between a client's deadline and the end of the patience with it. */
  overdue: number;
}>;

/** Builds are not in it; experiments, controls and ends of processes are, of which each has its own limit. */
const restOfCellMs = 20_000;

/** The start of everything, second runs and contrasts. */
const restOfRunMs = 120_000;

/**
 * How long a run of a plan can take if every program of it does its worst. What goes on longer is a fault of the
 * runner itself.
 *
 * @param jobs - cells at once.
 */
export const runBoundMs = (
  { cells, proof }: Readonly<{ cells: Plan["cells"]; proof: Pick<Proof, "deadlineMs"> }>,
  jobs: number,
  { start, overdue }: StageLimits,
): number => {
  const turns = cells.map(turnsOf);
  const all = turns.reduce((sum, one) => sum + one, 0);
  // A cell's own turns come one after another.
  const longest = turns.reduce((most, one) => Math.max(most, one), 0);
  const oneAfterAnother = Math.max(Math.ceil(all / jobs), longest);
  return restOfRunMs + oneAfterAnother * (start + proof.deadlineMs + overdue + restOfCellMs);
};

/** How often a plugin is started. */
const turnsOf = ({ behaviour }: Plan["cells"][number]): number =>
  1 + (pluginBehaviourNamed(behaviour)?.starts.length ?? 0);
