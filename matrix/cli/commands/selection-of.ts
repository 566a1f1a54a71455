import type { ShardNumber } from "../../domain/shard.ts";
import type { SelectionOptions } from "../../run/planned.ts";
import { resultsAt } from "./results-at.ts";

/** What a user picks, as it is given. */
export type SelectedOptions = Omit<SelectionOptions, "shard" | "durations"> &
  Readonly<{
    shard?: ShardNumber;
    /** Where results are that say how long cells take. */
    durations?: string;
  }>;

/** @throws Misuse if the results that have the durations cannot be read. */
export const selectionOf = async (options: SelectedOptions): Promise<SelectionOptions> => {
  const { shard = null, durations } = options;
  const timed = durations === undefined ? [] : (await resultsAt(durations)).cells;
  return {
    ...options,
    shard,
    durations: new Map(timed.map(({ id, elapsedMs }) => [id, elapsedMs])),
  };
};
