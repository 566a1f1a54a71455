import { isDeepStrictEqual } from "node:util";
import { Misuse } from "../domain/misuse.ts";
import type { CellResult, ImplementationVersions, RunResult } from "../domain/run-result.ts";
import { type Shard, shardWords } from "../domain/shard.ts";
import { sameEnd } from "../report/cell-end.ts";
import { countsOf } from "../report/counts.ts";
import { contrastedAnew } from "./verdict/contrasted.ts";

/** A result, and the file that it was read from. */
export type Part = Readonly<{ file: string; result: RunResult }>;

type ShardPart = Part & Readonly<{ shard: Shard }>;

/**
 * The run that the shards of a plan come to: what it would have been in one piece, but for times. It took as long as the
 * longest of them.
 *
 * @throws Misuse, one sentence, where they are not all the shards of one plan, run with the same programs.
 */
export const mergedRuns = (parts: readonly Part[], runId: string): RunResult => {
  const shards = parts.map(sharded);
  const [first, ...others] = shards;
  if (!first) throw new Misuse("name the results of every shard");
  for (const other of others) checkAlike(first, other);
  checkComplete(first, shards);
  const results = shards.map(({ result }) => result);
  const cells = contrastedAnew(cellsOf(shards));
  return {
    ...first.result,
    runId,
    startedAt: results.map(({ startedAt }) => startedAt).sort()[0] ?? first.result.startedAt,
    elapsedMs: Math.max(...results.map(({ elapsedMs }) => elapsedMs)),
    buildsMs: Math.max(...results.map(({ buildsMs = 0 }) => buildsMs)),
    interrupted: results.some(({ interrupted }) => interrupted),
    implementations: implementationsOf(shards),
    counts: countsOf(cells),
    cells,
    shard: null,
  };
};

const sharded = ({ file, result }: Part): ShardPart => {
  if (!result.shard) {
    throw new Misuse(`${file} is a whole run, and no shard of one: it was run without --shard`);
  }
  return { file, result, shard: result.shard };
};

/** @throws Misuse */
const checkAlike = (one: ShardPart, other: ShardPart): void => {
  const differ = (what: string, a: string, b: string) =>
    new Misuse(`${one.file} and ${other.file} differ in ${what}: ${a} and ${b}`);
  if (one.result.preset !== other.result.preset) {
    throw differ("their preset", one.result.preset, other.result.preset);
  }
  if (one.shard.plan !== other.shard.plan) {
    throw new Misuse(
      `${one.file} and ${other.file} are of two plans of preset ${one.result.preset}: give every shard the same filters and the same version of the tool`,
    );
  }
  if (one.shard.of !== other.shard.of) {
    throw differ("the number of shards", `${one.shard.of}`, `${other.shard.of}`);
  }
  for (const [what, of] of surroundings) {
    if (of(one.result) !== of(other.result)) throw differ(what, of(one.result), of(other.result));
  }
};

/** What decides how cells end, beside the programs under test. */
const surroundings: readonly (readonly [string, (result: RunResult) => string])[] = [
  ["the tool's version", ({ orchestrator }) => orchestrator.version],
  ["the version of Node", ({ orchestrator }) => orchestrator.node],
  ["the version of OpenSSL", ({ orchestrator }) => orchestrator.openssl],
  ["the launcher", ({ orchestrator }) => orchestrator.launcher],
  ["the machine", ({ machine }) => `${machine.platform} ${machine.arch}`],
];

/** @throws Misuse if a shard is there twice or is missing, or if they leave out a cell. */
const checkComplete = ({ shard: { of, planned } }: ShardPart, shards: readonly ShardPart[]) => {
  for (let index = 1; index <= of; index++) {
    const [own, twice] = shards.filter(({ shard }) => shard.index === index);
    if (!own) throw new Misuse(`${shardWords({ index, of })} is missing`);
    if (twice) {
      throw new Misuse(
        `${shardWords({ index, of })} is there twice: ${own.file} and ${twice.file}`,
      );
    }
  }
  const held = new Set(shards.flatMap(({ shard }) => shard.places));
  if (held.size === planned) return;
  throw new Misuse(
    `the shards leave out ${planned - held.size} of ${planned} cells: cut all of them from the same --durations`,
  );
};

/** In the order of the plan. @throws Misuse if two shards have a cell and say different things of it. */
const cellsOf = (shards: readonly ShardPart[]): readonly CellResult[] => {
  const cells = new Map<number, Readonly<{ cell: CellResult; file: string }>>();
  for (const { file, result, shard } of shards) {
    for (const [at, cell] of result.cells.entries()) {
      const place = shard.places[at] ?? -1;
      const before = cells.get(place);
      if (!before) cells.set(place, { cell, file });
      else if (!sameEnd(before.cell, cell) || before.cell.verdict !== cell.verdict) {
        throw new Misuse(
          `${before.file} and ${file} both have ${cell.id}, and it ended in two ways: cut all shards from the same --durations`,
        );
      }
    }
  }
  return [...cells].sort(([a], [b]) => a - b).map(([, { cell }]) => cell);
};

/** By their ids. @throws Misuse if one of them is not the same in two shards. */
const implementationsOf = (shards: readonly ShardPart[]): readonly ImplementationVersions[] => {
  const found = new Map<string, Readonly<{ own: ImplementationVersions; file: string }>>();
  for (const { file, result } of shards) {
    for (const own of result.implementations) {
      const before = found.get(own.id);
      if (!before) found.set(own.id, { own, file });
      else if (!isDeepStrictEqual(before.own, own)) {
        throw new Misuse(
          `${own.id} is not the same in ${before.file} and ${file}: ${versionsOf(before.own)}, and ${versionsOf(own)}`,
        );
      }
    }
  }
  return [...found.values()].map(({ own }) => own).sort((a, b) => (a.id < b.id ? -1 : 1));
};

/** With the program's digest, which alone may differ. */
const versionsOf = ({ stack, runtime, tls, program }: ImplementationVersions): string =>
  [
    ...[...stack, runtime, tls].map(({ name, version }) => `${name} ${version}`),
    `program ${program.slice("sha256:".length).slice(0, 12)}`,
  ].join(", ");
