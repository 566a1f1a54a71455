import type { CauseCode } from "../domain/cause.ts";

/** Something beside the stacks' texts that speaks for causes. */
export type Hint = Readonly<{
  /** The likeliest first. */
  codes: readonly CauseCode[];
  /** With this one the texts admit no other than the first. */
  decides: boolean;
  quote: string;
  /** Offset in the text. */
  at: number;
  sentence: string | null;
}>;
