import type { CellResult } from "../../domain/run-result.ts";
import { endWords } from "../cell-end.ts";
import { causeLines, commandLines, nextStepLines } from "../group-lines.ts";

/** What a case of JUnit has inside. */
export type CaseOutcome = Readonly<
  | { kind: "passed" }
  | {
      /** `error` is for what says nothing of the cell, as a build that failed. */
      kind: "failure" | "error" | "skipped";
      /** The cause's code, or the kind of end. */
      type: string;
      /** One line. */
      message: string;
      text: string;
    }
>;

/** @param passedIn - the run of the baseline in which this cell was better; null where there is none. */
export const caseOutcome = (cell: CellResult, passedIn: string | null): CaseOutcome => {
  const { outcome, verdict, verdictReason, diagnosis } = cell;
  const isFine = verdict === "expected" && passedIn === null;
  if (outcome.kind === "passed" && isFine) return { kind: "passed" };
  const broken = passedIn === null ? [] : [`a regression since run ${passedIn}`];
  return {
    kind: isFine ? "skipped" : outcome.kind === "not-run" ? "error" : "failure",
    type: typeOf(cell),
    message: [...(isFine ? [skippedWords(cell)] : broken), endWords(cell)].join(": "),
    text: [
      ...causeLines(diagnosis),
      ...(verdictReason ? [verdictReason] : []),
      ...nextStepLines(diagnosis),
      ...commandLines(cell),
    ].join("\n"),
  };
};

/** Why a case that counts as no failure did not pass. */
const skippedWords = ({ outcome }: CellResult): string =>
  outcome.kind === "failed" || outcome.kind === "timed-out" ? "known failure" : "not tested";

const typeOf = ({ outcome, verdict, diagnosis }: CellResult): string => {
  if (verdict === "flaky") return "flaky";
  switch (outcome.kind) {
    case "passed":
      return "unexpected-pass";
    case "failed":
    case "timed-out":
      return diagnosis?.causes[0]?.code ?? outcome.kind;
    case "unsupported":
      return "unsupported";
    case "not-run":
      return outcome.because;
  }
};
