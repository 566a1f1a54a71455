import type { Phase } from "./phase.ts";

/** What happened in one cell. Whether that was expected is the verdict's business. */
export type Outcome = Readonly<
  | { kind: "passed" }
  | { kind: "failed"; phase: Phase; reason: string }
  | { kind: "timed-out"; phase: Phase; limitMs: number }
  | { kind: "unsupported"; by: string; reason: string }
  | { kind: "not-run"; because: NotRunBecause; reason: string }
>;

/** Why a cell of the plan was not run. */
export const notRunBecause = [
  "toolchain-missing",
  "build-failed",
  "interrupted",
  "harness-fault",
] as const;
export type NotRunBecause = (typeof notRunBecause)[number];

/** One line for the console. */
export const headline = (outcome: Outcome): string => {
  switch (outcome.kind) {
    case "passed":
      return "passed";
    case "failed":
      return `failed at ${outcome.phase}: ${outcome.reason}`;
    case "timed-out":
      return `no end to ${outcome.phase} within ${outcome.limitMs} ms`;
    case "unsupported":
      return `unsupported by ${outcome.by}: ${outcome.reason}`;
    case "not-run":
      return `not run: ${outcome.reason}`;
  }
};
