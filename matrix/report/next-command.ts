import type { CellResult } from "../domain/run-result.ts";

/**
 * The next command to type for a cell that is not green; null where nothing helps: a stack that lacks a knob, or a run that
 * was ended.
 */
export const nextCommand = ({ id, outcome }: Pick<CellResult, "id" | "outcome">): string | null => {
  switch (outcome.kind) {
    case "passed":
    case "failed":
    case "timed-out":
      return `handshake-matrix cell '${id}'`;
    case "unsupported":
      return null;
    case "not-run":
      if (outcome.because === "interrupted") return null;
      return outcome.because === "toolchain-missing"
        ? "handshake-matrix doctor"
        : `handshake-matrix cell '${id}'`;
  }
};
