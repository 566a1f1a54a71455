import { lastResorts, rules } from "../diagnose/rules.ts";
import type { CauseCode } from "../domain/cause.ts";
import type { StackName } from "./question.ts";

/** How a cause is mended: in the stacks named, a line each; without a stack, what holds for all. */
export const causeFixes = (code: CauseCode, stacks: readonly StackName[]): readonly string[] => {
  const about = [...rules, ...lastResorts].find((rule) => rule.code === code)?.about;
  if (!about) return [];
  return [...stacks, "any" as const].flatMap((stack) => {
    const fix = about.fix[stack];
    return fix === undefined ? [] : [stack === "any" ? `fix: ${fix}` : `fix in ${stack}: ${fix}`];
  });
};
