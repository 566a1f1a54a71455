import type { CauseCode, Side } from "../domain/cause.ts";

/** Something beside the stacks' texts that speaks for causes. */
export type Hint = Readonly<{
  /** The likeliest first. */
  codes: readonly CauseCode[];
  /** With this one the texts admit no other than the first; absent as false. */
  decides?: boolean;
  /** Whose side it shows the first cause to be on; absent or null where it does not show it. */
  side?: Side | null;
  quote: string;
  /** Offset in the text. */
  at: number;
  /** In the place of the first cause's own; absent or null where that one is right. */
  sentence?: string | null;
  remedy?: string | null;
}>;
