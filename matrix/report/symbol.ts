import type { CellResult } from "../domain/run-result.ts";

/** How a cell looks in a table; `known` is a failure that the expectations name, with its cause. */
export type Look =
  | "pending"
  | "running"
  | "passed"
  | "known"
  | "unexpected"
  | "unsupported"
  | "not-run";

export const symbols: Readonly<Record<Look, string>> = {
  pending: "·",
  running: "▸",
  passed: "✓",
  known: "x",
  unexpected: "✗",
  unsupported: "-",
  "not-run": "?",
};

export const lookOf = (cell: Pick<CellResult, "outcome" | "verdict">): Look => {
  switch (cell.outcome.kind) {
    case "passed":
      return cell.verdict === "expected" ? "passed" : "unexpected";
    case "failed":
    case "timed-out":
      return cell.verdict === "expected" ? "known" : "unexpected";
    case "unsupported":
      return cell.verdict === "expected" ? "unsupported" : "unexpected";
    case "not-run":
      return "not-run";
  }
};
