import type { CauseCode } from "../domain/cause.ts";
import { causes } from "../knowledge/causes.ts";

/** What a cause's rule knows of it beside the text at hand. */
type Card = Readonly<{
  /** One sentence for people. */
  summary: string;
  /** null for `undiagnosed`. */
  clause: string | null;
}>;

export const cardOf = (code: CauseCode): Card =>
  code === "undiagnosed"
    ? { summary: "Not determinable from this text.", clause: null }
    : causes[code];
