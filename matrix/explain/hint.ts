import type { CauseCode, Side } from "../domain/cause.ts";

/** Something beside the stacks' texts that speaks for causes. */
export type Hint = Readonly<{
  /** The likeliest first. */
  codes: readonly CauseCode[];
  /** With this one the texts admit no other than the first. */
  decides: boolean;
  /** Whose side it shows the first cause to be on; null where it does not show it. */
  side: Side | null;
  quote: string;
  /** Offset in the text. */
  at: number;
  sentence: string | null;
  /** In the place of the first cause's own fix; null where that one is right. */
  remedy: string | null;
}>;
