import { describe, expect, test } from "vitest";
import { Misuse } from "../domain/misuse.ts";
import type { CellResult, RunResult } from "../domain/run-result.ts";
import type { Shard } from "../domain/shard.ts";
import { cannedRun } from "../tooling/test/canned-run.ts";
import {
  cellResult,
  diagnosed,
  failedAt,
  runResult,
  schemeNotOffered,
} from "../tooling/test/results.ts";
import { mergedRuns, type Part } from "./merged-runs.ts";
import { contrastedAnew } from "./verdict/contrasted.ts";

const planDigest = `sha256:${"0".repeat(64)}`;

/** A run as it is in one piece: with the contrast that its cells have there. */
const inOnePiece = (cells: readonly CellResult[]): RunResult =>
  runResult(contrastedAnew(cells), { buildsMs: 0, shard: null });

const whole = inOnePiece(cannedRun().cells);

/** The cells at these places of a run, as a shard of it. */
const shardOf = (
  run: RunResult,
  over: Partial<Shard>,
  more: Partial<RunResult> = {},
): RunResult => {
  const { index = 1, of = 3, places = [] } = over;
  const cells = run.cells.filter((_, at) => places.includes(at));
  const shard = { index, of, plan: planDigest, planned: run.cells.length, places, ...over };
  return runResult(cells, { ...{ runId: `shard-${index}`, shard }, ...more });
};

const every = (rest: number) => whole.cells.map((_, at) => at).filter((at) => at % 3 === rest);
const part = (index: number, over: Partial<Shard> = {}, more: Partial<RunResult> = {}): Part => ({
  file: `${index}.json`,
  result: shardOf(whole, { index, places: every(index - 1), ...over }, more),
});
const three = [part(1), part(2), part(3)];

test.for([
  ["in their order", three],
  ["in another", three.toReversed()],
])("shards %s come to the run that they are parts of", ([, parts]) => {
  expect(mergedRuns(parts as readonly Part[], whole.runId)).toEqual(whole);
});

test("contrast is that of all cells, and of what a shard tried beyond the plan", () => {
  const beyond = {
    cell: "python/go/tls/p521/tls=1.2",
    with: "TLS version 1.2",
    outcome: "passes",
  } as const;
  const other = { cell: "python/go/tls/p256", with: "server key p256", outcome: "passes" } as const;
  const failing = cellResult("python/go/tls/p521", failedAt("tls", "lost"), {
    ...diagnosed(schemeNotOffered),
    contrast: [beyond],
  });
  const run = runResult([cellResult("python/go/tls/p256"), failing]);
  const merged = mergedRuns(
    [
      { file: "a", result: shardOf(run, { index: 1, of: 2, places: [0] }) },
      { file: "b", result: shardOf(run, { index: 2, of: 2, places: [1] }) },
    ],
    "merged",
  );
  expect(merged.cells[1]?.contrast).toEqual([other, beyond]);
});

test("the time is that of the longest shard, the beginning that of the first", () => {
  const parts = [
    part(1, {}, { startedAt: "2026-11-21T07:00:05.000Z", elapsedMs: 10, buildsMs: 3 }),
    part(2, {}, { startedAt: "2026-11-21T07:00:00.000Z", elapsedMs: 30 }),
    part(3, {}, { startedAt: "2026-11-21T07:00:09.000Z", elapsedMs: 20, interrupted: true }),
  ];
  expect(mergedRuns(parts, "merged")).toMatchObject({
    ...{ runId: "merged", startedAt: "2026-11-21T07:00:00.000Z" },
    ...{ elapsedMs: 30, buildsMs: 3, interrupted: true },
  });
});

describe("refused, in one sentence:", () => {
  const [one, two, third] = three as [Part, Part, Part];
  const { orchestrator, machine, implementations } = one.result;
  const [go, python] = implementations as [
    (typeof implementations)[0],
    (typeof implementations)[0],
  ];
  const other = (more: Partial<RunResult>) => [one, part(2, {}, more), third];
  const withoutFirst = every(1).slice(1);
  const shared = [...every(1), 0].sort((a, b) => a - b);
  const failsThere = whole.cells.map((cell, at) =>
    at === 0 ? cellResult(cell.id, failedAt("rpc", "lost")) : cell,
  );

  test.for<readonly [string, readonly Part[], string]>([
    ["nothing", [], "name the results of every shard"],
    [
      "a whole run",
      [one, { file: "2.json", result: whole }],
      "2.json is a whole run, and no shard of one: it was run without --shard",
    ],
    ["a missing shard", [one, third], "shard 2 of 3 is missing"],
    [
      "a shard twice",
      [one, two, { ...two, file: "2b.json" }, third],
      "shard 2 of 3 is there twice: 2.json and 2b.json",
    ],
    [
      "another preset",
      other({ preset: "quick" }),
      "1.json and 2.json differ in their preset: default and quick",
    ],
    [
      "other filters",
      [one, part(2, { plan: `sha256:${"1".repeat(64)}` }), third],
      "1.json and 2.json are of two plans of preset default: give every shard the same filters and the same version of the tool",
    ],
    [
      "another number of shards",
      [one, part(2, { of: 4 }), third],
      "1.json and 2.json differ in the number of shards: 3 and 4",
    ],
    [
      "another version of the tool",
      other({ orchestrator: { ...orchestrator, version: "0.2.0" } }),
      "1.json and 2.json differ in the tool's version: 0.1.0 and 0.2.0",
    ],
    [
      "another Node",
      other({ orchestrator: { ...orchestrator, node: "25.0.0" } }),
      "1.json and 2.json differ in the version of Node: 24.11.0 and 25.0.0",
    ],
    [
      "another OpenSSL",
      other({ orchestrator: { ...orchestrator, openssl: "3.6.0" } }),
      "1.json and 2.json differ in the version of OpenSSL: 3.5.4 and 3.6.0",
    ],
    [
      "another launcher",
      other({ orchestrator: { ...orchestrator, launcher: "fallback" } }),
      "1.json and 2.json differ in the launcher: compiled and fallback",
    ],
    [
      "another machine",
      other({ machine: { ...machine, arch: "arm64" } }),
      "1.json and 2.json differ in the machine: linux x64 and linux arm64",
    ],
    [
      "another stack",
      other({
        implementations: [go, { ...python, stack: [{ name: "grpcio", version: "1.66.0" }] }],
      }),
      "python is not the same in 1.json and 2.json: grpcio 1.85.1, CPython 3.11.7, BoringSSL bundled with grpcio 1.85.1, program bbbbbbbbbbbb, and grpcio 1.66.0, CPython 3.11.7, BoringSSL bundled with grpcio 1.85.1, program bbbbbbbbbbbb",
    ],
    [
      "cells that no shard has",
      [one, part(2, { places: withoutFirst }), third],
      "the shards leave out 1 of 17 cells: cut all of them from the same --durations",
    ],
    [
      "a cell that ended in two ways",
      [
        one,
        { file: "2.json", result: shardOf(runResult(failsThere), { index: 2, places: shared }) },
        third,
      ],
      "1.json and 2.json both have go/go/none, and it ended in two ways: cut all shards from the same --durations",
    ],
  ])("%s", ([, parts, sentence]) => {
    expect(() => mergedRuns(parts, "merged")).toThrow(new Misuse(sentence));
  });

  test("but not a cell of two shards that ended in one way, nor another number of cores", () => {
    const parts = [one, part(2, { places: shared }, { machine: { ...machine, cores: 64 } }), third];
    expect(mergedRuns(parts, whole.runId)).toEqual(whole);
  });
});
