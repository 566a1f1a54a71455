import type { Cause } from "./cause.ts";

/**
 * The one way in which a cause is decided no longer: something else in the evidence speaks against it, or takes its
 * weight. What was not decided keeps its own doubt, or none.
 *
 * @param doubt - one sentence without its period, which the reader sees.
 */
export const withDoubt = <T extends Pick<Cause, "decided" | "doubt">>(
  cause: T,
  doubt: string,
): T => (cause.decided ? { ...cause, decided: false, doubt } : cause);

/** How sure a cause is of those that it is ranked among: the first that is not decided is the likely one. */
export type Certainty = "certain" | "likely" | "possible";

export const certaintyOf = ({ decided }: Pick<Cause, "decided">, rank: number): Certainty =>
  decided ? "certain" : rank === 0 ? "likely" : "possible";
