import type { Cell } from "../../domain/cell.ts";
import type { CellResult, ImplementationVersions, RunResult } from "../../domain/run-result.ts";
import { compareVersions } from "../../domain/version-order.ts";
import { matchesGlob } from "../axes/glob.ts";
import { type Expectation, expectationFor } from "./expectations.ts";

/** How an expectation can say less than it does, since cells that it names pass. */
export type Tightening = Readonly<{
  expectation: Expectation;
  /** Ids of cells that pass against it. */
  passing: readonly string[];
  to: Readonly<
    | { kind: "removed" }
    /** All of its cells in the run pass with this version of the library, and did not with earlier ones. */
    | { kind: "range"; library: string; range: string }
    /** Only some pass: these ids are left, of all that its pattern matches in any preset. */
    | { kind: "cells"; left: readonly string[] }
  >;
}>;

/**
 * Expectations that are wider than what a run shows. A cell that the run has not, or that is flaky, stays expected to
 * fail; so nothing is lost for another preset.
 *
 * @param everyCell - every cell that any preset can have.
 */
export const tighteningsBy = (
  { cells, implementations }: RunResult,
  expectations: readonly Expectation[],
  everyCell: readonly Pick<Cell, "id">[],
): readonly Tightening[] => {
  const seen = Map.groupBy(cells, (cell) => expectationFor(cell, expectations, implementations));
  return expectations.flatMap((expectation): Tightening[] => {
    const own = seen.get(expectation) ?? [];
    const passing = own.filter(passes);
    if (passing.length === 0) return [];
    const range =
      passing.length === own.length ? narrowedRange(expectation, passing, implementations) : null;
    const passed = new Set(passing.map(({ id }) => id));
    const left = everyCell
      .map(({ id }) => id)
      .filter((id) => matchesGlob(expectation.pattern, id) && !passed.has(id));
    const to = range ?? (left.length === 0 ? removed : ({ kind: "cells", left } as const));
    return [{ expectation, passing: [...passed], to }];
  });
};

const removed = { kind: "removed" } as const;

const passes = ({ outcome, verdict }: CellResult): boolean =>
  outcome.kind === "passed" && verdict !== "flaky";

/** The range without the versions that passed; null where the expectation is not limited to one library. */
const narrowedRange = (
  { versions }: Expectation,
  passing: readonly CellResult[],
  implementations: readonly ImplementationVersions[],
): Extract<Tightening["to"], { kind: "range" }> | null => {
  const [[library, range] = [], ...others] = Object.entries(versions ?? {});
  if (library === undefined || range === undefined || others.length > 0) return null;
  const [lowest] = implementations
    .filter(({ id }) => passing.some(({ client, server }) => client === id || server === id))
    .flatMap(({ stack, tls }) => [...stack, tls])
    .flatMap(({ name, version }) => (name === library ? [version] : []))
    .sort(compareVersions);
  if (lowest === undefined || !/^\d+(?:\.\d+)*$/.test(lowest)) return null;
  return { kind: "range", library, range: `${range} <${lowest}` };
};
