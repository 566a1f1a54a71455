import { hash } from "node:crypto";
import type { Cell } from "../../domain/cell.ts";
import { Misuse } from "../../domain/misuse.ts";
import type { Shard, ShardNumber } from "../../domain/shard.ts";
import { behind, routeOf } from "./behind.ts";
import { isLaunched } from "./launched.ts";
import { type Plan, planCells, serverProcessKey } from "./plan.ts";

/** How long cells took in an earlier run, in milliseconds, by their ids. */
export type Durations = ReadonlyMap<string, number>;

/**
 * One part of a plan. Cells that share a server are in one part, and the parts take equal time as far as that allows: the
 * same parts for the same plan, number of parts and durations.
 *
 * @param durations - a cell without one counts as the mean of the others.
 * @throws Misuse if there are more parts than servers to share out.
 */
export const shardOf = (
  plan: Plan,
  { index, of }: ShardNumber,
  durations: Durations,
): Readonly<{ plan: Plan; shard: Shard }> => {
  const groups = groupsOf(plan, durations);
  if (of > groups.length) {
    throw new Misuse(
      `--shard ${index}/${of}: this plan has ${groups.length} groups of cells that share a server; cut it into ${groups.length} shards at most`,
    );
  }
  const own = new Set(shared(groups, of)[index - 1]?.flatMap(({ cells }) => cells));
  const places = plan.cells.flatMap((cell, at) => (own.has(cell) ? [at] : []));
  return {
    plan: {
      ...planCells(
        plan.preset,
        plan.proof,
        plan.cells.filter((cell) => own.has(cell)),
        plan.routes,
      ),
      covered: plan.covered,
    },
    shard: { index, of, plan: digestOf(plan), planned: plan.cells.length, places },
  };
};

/** How many parts a plan can be cut into at most. */
export const mostShards = (plan: Plan, durations: Durations): number =>
  groupsOf(plan, durations).length;

type Group = Readonly<{ cells: readonly Cell[]; durationMs: number }>;

/** A plugin lives for its cell alone. */
const groupsOf = ({ cells, routes, proof }: Plan, durations: Durations): readonly Group[] => {
  const known = cells.flatMap(({ id }) => durations.get(id) ?? []);
  const mean = known.length === 0 ? 1 : known.reduce((sum, ms) => sum + ms, 0) / known.length;
  const sharing = Map.groupBy(cells, (cell) =>
    isLaunched(cell, proof.thirdParties)
      ? cell.id
      : serverProcessKey(behind(cell, routeOf(cell, routes))),
  );
  return [...sharing.values()].map((own) => ({
    cells: own,
    durationMs: own.reduce((sum, { id }) => sum + (durations.get(id) ?? mean), 0),
  }));
};

/** The longest first, each to whom has the least to do. */
const shared = (groups: readonly Group[], of: number): readonly (readonly Group[])[] => {
  const parts = Array.from({ length: of }, () => ({ groups: [] as Group[], durationMs: 0 }));
  for (const group of [...groups].sort((a, b) => b.durationMs - a.durationMs)) {
    const least = parts.reduce((a, b) => (isLess(b, a) ? b : a));
    least.groups.push(group);
    least.durationMs += group.durationMs;
  }
  return parts.map((part) => part.groups);
};

type Part = Readonly<{ groups: readonly Group[]; durationMs: number }>;

/** Durations of 0 are no reason to leave a part empty. */
const isLess = (a: Part, b: Part): boolean =>
  a.durationMs < b.durationMs ||
  (a.durationMs === b.durationMs && a.groups.length < b.groups.length);

const digestOf = ({ preset, proof, cells }: Plan): string =>
  `sha256:${hash("sha256", JSON.stringify([preset, proof, cells.map(({ id }) => id)]))}`;
