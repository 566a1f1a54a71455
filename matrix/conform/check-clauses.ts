import { forLater } from "../limits/for-later.ts";
import { slots } from "../run/supervise/slots.ts";
import { HarnessFault } from "../run/supervise/worker.ts";
import type { Bench } from "./bench.ts";
import { broken, type Clause, type Finding } from "./clause.ts";

/** What came of a clause. */
export type ClauseResult = Readonly<
  Pick<Clause<Bench>, "id" | "section" | "role" | "sentence"> & { finding: Finding }
>;

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
  const isLasting = ({ lasts }: Clause<Bench>) => lasts === "seconds";
  const order = [...clauses.filter(isLasting), ...clauses.filter((one) => !isLasting(one))];
  const findings = new Map(
    order.map(({ id, check }) => [
      id,
      // One that fails leaves the others to end by themselves.
      forLater(slot(async () => (signal.aborted ? null : found(check, bench)))),
    ]),
  );
  for (const { id, section, role, sentence } of clauses) {
    const finding = await findings.get(id);
    // What comes after may have been ended with the bench.
    if (signal.aborted || !finding) break;
    const result = { id, section, role, sentence, finding };
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
