import { expect, test } from "vitest";
import type { RunResult } from "../../domain/run-result.ts";
import { cellResult, failedAt, runResult } from "../../tooling/test/results.ts";
import { slowerCells } from "./slower.ts";

const rests = ["p256", "p384", "p521", "rsa2048"].flatMap((key) => [`tls/${key}`, `mtls/${key}`]);
const pairs = ["go/go", "go/node", "node/go"];

/** Each pair's cells with these times in ms; what is not given takes 100. */
const run = (times: Readonly<Record<string, readonly number[]>>, over: Partial<RunResult> = {}) =>
  runResult(
    pairs.flatMap((pair) =>
      rests.map((rest, at) =>
        cellResult(`${pair}/${rest}`, { kind: "passed" }, { elapsedMs: times[pair]?.[at] ?? 100 }),
      ),
    ),
    over,
  );

const slower = (before: RunResult, after: RunResult) =>
  slowerCells(
    before,
    after,
    after.cells.flatMap((cell, at) => {
      const own = before.cells[at];
      return own ? [{ before: own, after: cell }] : [];
    }),
  ).map((pair) => `${pair.after.id} ${pair.factor.toFixed(1)}`);

const times = (...list: readonly (readonly [number, number])[]) =>
  list.flatMap(([count, ms]) => Array<number>(count).fill(ms));
const everywhere = (ms: number) => Object.fromEntries(pairs.map((pair) => [pair, times([8, ms])]));
const first = (count: number, factor: string) =>
  rests.slice(0, count).map((rest) => `go/node/${rest} ${factor}`);

test.for<readonly [string, RunResult, readonly string[]]>([
  ["nothing", run({}), []],
  ["all cells of a pair", run({ "go/node": times([8, 200]) }), first(8, "2.0")],
  ["three of four cells of a pair", run({ "go/node": times([6, 150], [2, 100]) }), first(6, "1.5")],
  ["fewer of them", run({ "go/node": times([5, 900], [3, 100]) }), []],
  ["a factor that is smaller", run({ "go/node": times([8, 149]) }), []],
  ["everything as much, as under load", run(everywhere(300)), []],
  [
    "a pair still more than everything",
    run({ ...everywhere(300), "go/node": times([8, 600]) }),
    first(8, "2.0"),
  ],
  [
    "another machine",
    run({ "go/node": times([8, 900]) }, { machine: { platform: "linux", arch: "x64", cores: 4 } }),
    [],
  ],
  [
    "cells that do not pass",
    runResult(
      run({ "go/node": times([8, 900]) }).cells.map((cell) => ({
        ...cell,
        outcome: cell.server === "node" ? failedAt("tls", "lost") : cell.outcome,
      })),
    ),
    [],
  ],
])("%s", ([, after, told]) => {
  expect(slower(run({}), after)).toEqual(told);
});

test("a few milliseconds more are nothing, however large the factor", () => {
  const [before, after] = [everywhere(5), { ...everywhere(5), "go/node": times([8, 24]) }];
  expect(slower(run(before), run(after))).toEqual([]);
  expect(slower(run(before), run({ ...after, "go/node": times([8, 25]) }))).toHaveLength(8);
});

test("of fewer than eight cells nothing is said", () => {
  const without = (result: RunResult) =>
    runResult(result.cells.filter(({ id }) => id !== "go/node/tls/p256"));
  expect(slower(without(run({})), without(run({ "go/node": times([8, 900]) })))).toEqual([]);
});
