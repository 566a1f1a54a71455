import type { Stack } from "../diagnose/texts/fact.ts";
import type { CauseCode } from "../domain/cause.ts";

/** What is known of a cause beside this text; undefined where nothing is. */
type Card = Readonly<{
  summary: string;
  /** What to do, for the stack that printed the text; null where nothing is known. */
  remedy(stack: Stack | null): string | null;
  clause: string | null;
}>;
export type Cards = (code: CauseCode) => Card | undefined;
