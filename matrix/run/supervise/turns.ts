import { slots } from "./slots.ts";

/** Waits for a turn, then acts in it. */
export type Turn = <T>(act: () => Promise<T>) => Promise<T>;

/** How many that wait are worth one that computes. */
const waitingForEach = 4;

/**
 * Turns for `jobs` at once that compute. Those that mostly wait have turns of their own, four times as many, so that no
 * processor is idle for them; with one job there is nothing beside it, whatever it does.
 */
export const turns = (jobs: number): Readonly<Record<"computing" | "waiting", Turn>> => {
  const computing = slots(jobs);
  return { computing, waiting: jobs === 1 ? computing : slots(waitingForEach * jobs) };
};
