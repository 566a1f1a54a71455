import type { CauseCode } from "../domain/cause.ts";
import { causes } from "../knowledge/causes.ts";
import { libraryOf, type StackName } from "../knowledge/stacks.ts";

/** How a cause is mended: in the stacks named, a line each; without a stack, what holds for all. */
export const causeFixes = (code: CauseCode, stacks: readonly StackName[]): readonly string[] => {
  if (code === "undiagnosed") return [];
  const { fix: fixes } = causes[code];
  return [...new Set(stacks.flatMap((stack) => libraryOf(stack) ?? [])), "any" as const].flatMap(
    (stack) => {
      const fix = fixes[stack];
      return fix === undefined ? [] : [stack === "any" ? `fix: ${fix}` : `fix in ${stack}: ${fix}`];
    },
  );
};
