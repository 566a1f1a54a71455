import type { Cause } from "../../domain/cause.ts";
import { headline, type Outcome } from "../../domain/outcome.ts";
import type { KnownFailure, Verdict } from "../../domain/run-result.ts";
import type { Expectation } from "./expectations.ts";

export type Judgement = Readonly<{
  verdict: Verdict;
  /** Why it is not `expected`; null where it is. */
  reason: string | null;
  /** Of a failure that was expected; absent of everything else. */
  known?: KnownFailure;
}>;

const expected: Judgement = { verdict: "expected", reason: null };
const unexpected = (reason: string): Judgement => ({ verdict: "unexpected", reason });

/**
 * An outcome held against what is known of the cell. Without an expectation a cell is to pass; with one, to end with
 * that outcome, for that cause and on that side. What a side cannot do was not tried, and says nothing against either.
 */
export const judge = (
  outcome: Outcome,
  cause: Cause | undefined,
  expectation: Expectation | undefined,
  missingToolchains: "unexpected" | "allowed",
): Judgement => {
  switch (outcome.kind) {
    case "not-run":
      return outcome.because === "toolchain-missing" && missingToolchains === "allowed"
        ? expected
        : unexpected(headline(outcome));
    case "passed":
      return expectation
        ? unexpected(`expected ${expectation.outcome}, and it passed: ${expectation.reason}`)
        : expected;
    case "unsupported":
      return expected;
    case "failed":
    case "timed-out":
      return judgeFailure(outcome, cause, expectation);
  }
};

const judgeFailure = (
  outcome: Outcome,
  cause: Cause | undefined,
  expectation: Expectation | undefined,
): Judgement => {
  if (!expectation) return unexpected(`expected to pass, ${headline(outcome)}`);
  if (expectation.outcome !== outcome.kind) {
    return unexpected(`expected ${expectation.outcome}, got ${headline(outcome)}`);
  }
  if (cause?.code !== expectation.cause || cause?.side !== (expectation.side ?? null)) {
    return unexpected(
      `expected cause ${expectation.cause} at the ${expectation.side ?? "side that nobody knows"}, found ${cause?.code ?? "none"}${cause?.side ? ` at the ${cause.side}` : ""}`,
    );
  }
  const { reason, source } = expectation;
  return { ...expected, known: { reason, source } };
};
