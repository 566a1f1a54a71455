import type { CauseCode, Side } from "../domain/cause.ts";
import type { Depth } from "../knowledge/fact-row.ts";

export type Candidate = Readonly<{
  code: CauseCode;
  side: Side | null;
  /** The text admits no other cause. */
  decided: boolean;
  /** As in a cause. */
  doubt: string | null;
}>;

/** What a text can come from, the most frequent first. */
export type Reading = Readonly<{ depth: Depth; candidates: readonly Candidate[] }>;
