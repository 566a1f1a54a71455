import { knownCauses, phaseOf } from "../../domain/cause.ts";
import { causes } from "../../knowledge/causes.ts";
import type { CauseCard } from "../../report/cause-card.ts";

/** What is known of each cause, for its page. */
export const causeCards = (): readonly CauseCard[] =>
  knownCauses.flatMap((code): readonly CauseCard[] => {
    const phase = phaseOf(code);
    return phase === null ? [] : [{ code, phase, ...causes[code] }];
  });
