/** What every proof of a behaviour has, and what it comes to. */
import type { Exchange } from "../../behaviours/behaviour.ts";
import type { BehaviourResult } from "../../domain/behaviour.ts";
import type { Step, StepReport } from "../../domain/prove.ts";
import type { JudgedStep } from "../../domain/run-result.ts";
import { HarnessFault } from "../supervise/worker.ts";
import type { Recorded } from "./behaviour-streams.ts";

export type BehaviourProof = Readonly<{
  /** By where they are made; those at the open address after those of the contract, which show that the pair can talk at all. */
  steps: Readonly<Record<Exchange["address"], readonly Step[]>>;
  /**
   * @param reports - of these steps, in the order of the addresses, as far as they were begun.
   * @throws HarnessFault if the client reports an OK that the frames do not show.
   */
  judge(
    reports: readonly StepReport[],
    wire: Recorded,
  ):
    | Judged
    | Readonly<{ /** The server does not have the service. */ kind: "not-served"; reason: string }>;
}>;

export type Judged = Readonly<{ kind: "judged"; step: JudgedStep; result: BehaviourResult }>;

export const stepName = "behaviour";

/** @param difference - what of it was not as it has to be; null: nothing. */
export const judgedAs = (
  { name, title, advice }: Pick<BehaviourResult, "name" | "title"> & Readonly<{ advice?: string }>,
  findings: BehaviourResult["findings"],
  difference: string | null,
  elapsedMs: number,
): Judged => ({
  kind: "judged",
  step: { name: stepName, elapsedMs, passed: difference === null, difference },
  result: { name, title, advice: advice ?? null, findings },
});

export const invented = (path: string): HarnessFault =>
  new HarnessFault(
    `a client reports status OK of ${path}, and the wire shows no such call (CONTRACT.md, "prove")`,
  );
