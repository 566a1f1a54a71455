import type { InteropCase } from "../../behaviours/interop/interop-case.ts";
import type { BehaviourResult } from "../../domain/behaviour.ts";
import type { JudgedStep } from "../../domain/run-result.ts";
import type { TappedConnection } from "../observe/tap.ts";
import type { Recorded } from "./behaviour-streams.ts";
import { interopEnd } from "./interop-proof.ts";
import type { Judged } from "./judged-behaviour.ts";
import type { JudgedEnd, ProgramEnd } from "./program-end.ts";
import { wireWitness } from "./wire-witness.ts";

/** As {@link JudgedEnd}, of a program that may have been told a case. */
export type JudgedCaseEnd = Omit<JudgedEnd, "step"> &
  Readonly<{
    steps: readonly JudgedStep[];
    /** null where the program was told no case, or shows nothing of it. */
    behaviour: BehaviourResult | null;
  }>;

/** Of a program that was told a case: where its calls can be seen, who did not do as the case says. */
export const judgedCaseEnd = (
  end: ProgramEnd,
  one: InteropCase,
  wire: Recorded & Readonly<{ connections: readonly TappedConnection[] }>,
): JudgedCaseEnd => {
  const { elapsedMs } = end;
  const difference = end.kind === "succeeded" ? null : end.difference;
  const exit: JudgedStep = { name: "exit", elapsedMs, passed: difference === null, difference };
  const witness = wireWitness(wire.connections, wire.keyLogs);
  const judged = interopEnd(one, { difference, elapsedMs }, wire);
  return {
    steps: stepsOf(exit, judged),
    client: end.kind === "overdue" ? "overdue" : "in-time",
    calls: judged && witness.read === "all" ? "on the wire" : "unseen",
    witness,
    behaviour: judged?.result ?? null,
  };
};

/** That a program says of a case that it has failed is a part of the case. */
const stepsOf = (exit: JudgedStep, judged: Judged | null): readonly JudgedStep[] => {
  if (judged === null) return [exit];
  return exit.passed ? [judged.step, exit] : [judged.step];
};
