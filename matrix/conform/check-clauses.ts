import { slots } from "../run/supervise/slots.ts";
import { HarnessFault } from "../run/supervise/worker.ts";
import type { Bench } from "./bench.ts";
import { broken, type Clause, type Finding } from "./clause.ts";

/** A clause without its check, and what came of it. */
export type ClauseResult = Readonly<Omit<Clause<Bench>, "check"> & { finding: Finding }>;

/** Most of a check is waiting. */
const atOnce = 4;

/**
 * Checks clauses, some at once.
 *
 * @param told - each result, in the order of the clauses.
 * @returns the results up to where the signal was aborted, or all.
 */
export const checkClauses = async (
  clauses: readonly Clause<Bench>[],
  bench: Bench,
  signal: AbortSignal,
  told: (result: ClauseResult) => void = () => {},
): Promise<readonly ClauseResult[]> => {
  const slot = slots(atOnce);
  const results: ClauseResult[] = [];
  const running = clauses.map(({ check, ...clause }) =>
    slot(
      async (): Promise<ClauseResult | null> =>
        signal.aborted ? null : { ...clause, finding: await found(check, bench) },
    ),
  );
  // One that fails leaves the others to end by themselves.
  for (const one of running) one.catch(() => {});
  for (const one of running) {
    const result = await one;
    // What comes after may have been ended with the bench.
    if (signal.aborted || result === null) break;
    results.push(result);
    told(result);
  }
  return results;
};

const found = async (check: Clause<Bench>["check"], bench: Bench): Promise<Finding> => {
  try {
    return await check(bench);
  } catch (error) {
    if (!(error instanceof HarnessFault)) throw error;
    return broken("a start", error.message);
  }
};
