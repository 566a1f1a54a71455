import type { CauseCode, Side } from "../domain/cause.ts";
import type { Phase } from "../domain/phase.ts";

/** What is known of a cause without any case of it. */
export type CauseCard = Readonly<{
  code: CauseCode;
  phase: Phase;
  clause: string;
  summary: string;
  sides: readonly Side[];
  toBeSure: string;
  /** By whose settings; `any` where they are in no stack's own. */
  fix: Readonly<Record<string, string>>;
}>;
