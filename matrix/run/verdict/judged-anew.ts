import type { CellResult, ImplementationVersions } from "../../domain/run-result.ts";
import { matchesGlob } from "../axes/glob.ts";
import { type Expectation, expectationFor } from "./expectations.ts";
import { judge } from "./verdict.ts";

/**
 * A stored cell held against the expectations of today: what was seen stays, what it was taken for does not. Two runs
 * with two ends stay `flaky`, whatever is expected. Where an expectation of the cell asks for versions and those of an
 * end are not known, the stored verdict stays too.
 */
export const judgedAnew = (
  cell: CellResult,
  expectations: readonly Expectation[],
  implementations: readonly ImplementationVersions[],
  missingToolchains: "unexpected" | "allowed",
): CellResult => {
  if (cell.verdict === "flaky") return cell;
  const haveVersions = [cell.client, cell.server].every((end) =>
    implementations.some(({ id }) => id === end),
  );
  const asksForVersions = expectations.some(
    ({ pattern, versions }) => versions !== undefined && matchesGlob(pattern, cell.id),
  );
  if (!haveVersions && asksForVersions) return cell;
  const { verdict, reason, known } = judge(
    cell.outcome,
    cell.diagnosis?.causes[0],
    expectationFor(cell, expectations, implementations),
    missingToolchains,
  );
  const { known: _, ...rest } = cell;
  return { ...rest, verdict, verdictReason: reason, ...(known && { known }) };
};
