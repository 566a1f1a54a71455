import type { ImplementationVersions, RunResult } from "../../domain/run-result.ts";
import { type Comparison, regressedIn } from "../diff/compare-runs.ts";
import { type Element, element, xmlDocument } from "../format/xml.ts";
import { pairOf } from "../grid.ts";
import { type CaseOutcome, caseOutcome } from "./case-outcome.ts";

/**
 * A run as JUnit XML, valid by the schema of Jenkins' xUnit plugin: a suite for each client and server, a case for each
 * cell. Known failures are skipped cases that say so, as a failure that is expected is no failure of the build.
 *
 * @param comparison - with a baseline, what passed in it and does not now is a failure, known or not.
 */
export const junit = (result: RunResult, comparison: Comparison | null): string => {
  const regressed = regressedIn(comparison);
  const baseline = comparison?.before.runId ?? null;
  const cases = result.cells.map((cell) => ({
    cell,
    outcome: caseOutcome(cell, regressed.has(cell.id) ? baseline : null),
  }));
  const suites = [...Map.groupBy(cases, ({ cell }) => pairOf(cell))];
  return xmlDocument(
    element(
      "testsuites",
      {
        name: `handshake-matrix ${result.preset}`,
        ...totals(cases),
        time: seconds(result.elapsedMs),
      },
      suites.map(([pair, own]) => suite(pair, own, result)),
    ),
  );
};

type Case = Readonly<{ cell: RunResult["cells"][number]; outcome: CaseOutcome }>;

const suite = (pair: string, cases: readonly Case[], result: RunResult): Element => {
  const elapsedMs = cases.reduce((sum, { cell }) => sum + cell.elapsedMs, 0);
  const ends = result.implementations.filter(({ id }) =>
    cases.some(({ cell }) => cell.client === id || cell.server === id),
  );
  return element(
    "testsuite",
    {
      name: pair,
      ...totals(cases),
      skipped: countOf(cases, "skipped"),
      time: seconds(elapsedMs),
      timestamp: result.startedAt,
    },
    [
      ...(ends.length === 0 ? [] : [element("properties", {}, ends.flatMap(versionProperties))]),
      ...cases.map(testCase),
    ],
  );
};

const versionProperties = ({ id, stack, runtime, tls }: ImplementationVersions) =>
  [...stack, runtime, tls].map(({ name, version }) =>
    element("property", { name: `${id}: ${name}`, value: version }),
  );

const testCase = ({ cell, outcome }: Case): Element =>
  element(
    "testcase",
    // Jenkins takes what stands before the last dot for a package.
    { name: cell.id, classname: pairOf(cell).replaceAll(".", "_"), time: seconds(cell.elapsedMs) },
    outcome.kind === "passed"
      ? []
      : [element(outcome.kind, { type: outcome.type, message: outcome.message }, outcome.text)],
  );

const totals = (cases: readonly Case[]) => ({
  tests: cases.length,
  failures: countOf(cases, "failure"),
  errors: countOf(cases, "error"),
});

const countOf = (cases: readonly Case[], kind: CaseOutcome["kind"]): number =>
  cases.filter(({ outcome }) => outcome.kind === kind).length;

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
