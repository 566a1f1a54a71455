import type { KnownCause, Side } from "../domain/cause.ts";
import type { FactNamed } from "../domain/fact.ts";

/** What a cause comes to where the printer's words, or the product that they are of, tell more than the cause by itself. */
export type Particular = Readonly<{
  code: KnownCause;
  /** Whose side the cause is on. */
  side?: Side;
  /** The words of a text that speaks for the cause; `$1` in what is said below stands for what its first group took. */
  quote?: RegExp;
  /** What a file that was not loaded was to hold, as the fact says. */
  holds?: FactNamed<"key-not-loadable">["what"];
  /** What its printer said at once. */
  around?: RegExp;
  /** One sentence in the place of the cause's own; null where that one is right. */
  sentence: string | null;
  /** In the place of the cause's own fix. */
  remedy: string;
}>;
