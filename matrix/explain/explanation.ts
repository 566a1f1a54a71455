import type { Diagnosis, Quote } from "../domain/cause.ts";
import type { ReadSource } from "./read-text-matches.ts";

/**
 * What logs come to as a whole. `several`: components of a program fail each for a cause of its own. `failure`: the texts say
 * that something failed, and nothing of why. `mention`: errors are named, and no line says that one occurred. `over`: what
 * failed is over. `healthy`: no call fails, and lines say that all goes well. `other`: what failed is no connection.
 */
export type Tells =
  | "cause"
  | "several"
  | "failure"
  | "mention"
  | "over"
  | "healthy"
  | "other"
  | "nothing";

export type Explanation = Readonly<{
  diagnosis: Diagnosis;
  tells: Tells;
  /** Why nothing may be left to mend; null where something failed and is not over. */
  over: Readonly<{ why: string; quote: Quote | null }> | null;
  /** What says that all goes well, the last line first. */
  successes: readonly Quote[];
  /** Failures that are none of a connection: what they are, and the words that say so. */
  besides: readonly Readonly<{ what: string; quote: Quote }>[];
  sources: readonly ReadSource[];
}>;
