import { lastResorts, rules } from "../diagnose/rules.ts";
import { causeCodes, phaseOf } from "../domain/cause.ts";
import type { CauseCard } from "../report/cause-page.ts";

/** What the rules say about their causes, in the order of the list of causes. */
export const causeCards = (): readonly CauseCard[] =>
  causeCodes.flatMap((code): readonly CauseCard[] => {
    const rule = [...rules, ...lastResorts].find((one) => one.code === code);
    const phase = phaseOf(code);
    if (!rule || phase === null) return [];
    const { clause, about } = rule;
    return [{ code, phase, clause, ...about }];
  });
