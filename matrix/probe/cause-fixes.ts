import type { Cause } from "../domain/cause.ts";
import { causes } from "../knowledge/causes.ts";
import { libraryOf, type StackName } from "../knowledge/stacks.ts";

/**
 * How a cause is mended, a line each: first the remedy of this case, or what holds for all where the case has none, then the
 * way of each stack named.
 */
export const causeFixes = (
  { code, remedy }: Pick<Cause, "code" | "remedy">,
  stacks: readonly StackName[],
): readonly string[] => {
  if (code === "undiagnosed") return remedy === null ? [] : [`fix: ${remedy}`];
  const { fix: fixes } = causes[code];
  const libraries = [...new Set(stacks.flatMap((stack) => libraryOf(stack) ?? []))];
  return [
    `fix: ${remedy ?? fixes.any}`,
    ...libraries.flatMap((library) => {
      const fix = fixes[library];
      return fix === undefined ? [] : [`fix in ${library}: ${fix}`];
    }),
  ];
};
