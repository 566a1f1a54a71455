import type { CellResult } from "../domain/run-result.ts";

/** How a cell looks in a table; `known` is a failure that the expectations name, with its cause. In the order of a legend. */
export const looks = [
  "passed",
  "known",
  "unexpected",
  "unsupported",
  "not-run",
  "running",
  "pending",
] as const;
export type Look = (typeof looks)[number];

export const symbols: Readonly<Record<Look, string>> = {
  pending: "·",
  running: "▸",
  passed: "✓",
  known: "x",
  unexpected: "✗",
  unsupported: "-",
  "not-run": "?",
};

/** What is shown together looks as the worst of it. */
const worstFirst: readonly Look[] = ["unexpected", "not-run", "known", "unsupported", "passed"];

export const worstOf = (several: readonly Look[]): Look =>
  worstFirst.find((one) => several.includes(one)) ?? "pending";

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
