import { expect, test } from "vitest";
import type { CellResult } from "../../domain/run-result.ts";
import {
  cellResult,
  diagnosed,
  failedAt,
  runResult,
  schemeNotOffered,
} from "../../tooling/test/results.ts";
import { parseCellId } from "../axes/cell-id.ts";
import type { Expectation } from "./expectations.ts";
import { tighteningsBy } from "./tightenings.ts";

const expectation = (over: Partial<Expectation>): Expectation => ({
  pattern: "python/*/tls/p521",
  outcome: "failed",
  cause: "signature-scheme-not-offered",
  side: "client",
  reason: "known upstream",
  source: "read off the wire",
  ...over,
});

const passes = (id: string, over: Partial<CellResult> = {}) =>
  cellResult(id, { kind: "passed" }, { verdict: "unexpected", ...over });
const fails = (id: string) => cellResult(id, failedAt("tls", "lost"), diagnosed(schemeNotOffered));

const [go, python] = ["python/go/tls/p521", "python/python/tls/p521"] as const;
const everyCell = [go, python, "go/go/tls/p521"].map(parseCellId);

const tightened = (
  entries: readonly Expectation[],
  cells: readonly CellResult[],
  all = everyCell,
) => tighteningsBy(runResult(cells), entries, all).map(({ passing, to }) => ({ passing, to }));

test.for<readonly [string, Partial<Expectation>, readonly CellResult[], unknown]>([
  ["all fail", {}, [fails(go), fails(python)], []],
  [
    "all pass",
    {},
    [passes(go), passes(python)],
    [{ passing: [go, python], to: { kind: "removed" } }],
  ],
  [
    "some pass",
    {},
    [passes(go), fails(python)],
    [{ passing: [go], to: { kind: "cells", left: [python] } }],
  ],
  [
    "all that were run pass, and another is in no run",
    {},
    [passes(go)],
    [{ passing: [go], to: { kind: "cells", left: [python] } }],
  ],
  ["a pass that is flaky", {}, [passes(go, { verdict: "flaky" }), fails(python)], []],
  [
    "all pass with this version",
    { versions: { grpcio: ">=1.59" } },
    [passes(go), passes(python)],
    [
      {
        passing: [go, python],
        to: { kind: "range", library: "grpcio", range: ">=1.59 <1.85.1" },
      },
    ],
  ],
  [
    "some pass with this version",
    { versions: { grpcio: ">=1.59" } },
    [passes(go), fails(python)],
    [{ passing: [go], to: { kind: "cells", left: [python] } }],
  ],
  [
    "two libraries decide",
    { versions: { grpcio: ">=1", "grpc-go": ">=1" } },
    [passes(go)],
    [{ passing: [go], to: { kind: "cells", left: [python] } }],
  ],
  ["an expectation for other versions", { versions: { grpcio: "<1.59" } }, [passes(go)], []],
])("%s", ([, over, cells, found]) => {
  expect(tightened([expectation(over)], cells)).toEqual(found);
});

test("the first expectation that fits a cell is the one that it passes against", () => {
  const found = tightened(
    [expectation({ pattern: go }), expectation({})],
    [passes(go), fails(python)],
  );
  expect(found).toEqual([{ passing: [go], to: { kind: "removed" } }]);
});
