import { describe, expect, test } from "vitest";
import type { Route } from "../../domain/route.ts";
import { parseCellId } from "../axes/cell-id.ts";
import { planCells, serverProcessKey } from "./plan.ts";
import { type Durations, shardOf } from "./shards.ts";

const proof = { steps: ["put"], deadlineMs: 5000 } as const;
const names = ["go", "node", "python"];
const pairs = names.flatMap((client) => names.map((server) => `${client}/${server}`));
const ids = pairs.flatMap((pair) =>
  ["none", "tls/p256", "tls/p256/tls=1.2", "mtls/p521", "auto-mtls/p256", "auto-mtls/p521"].map(
    (rest) => `${pair}/${rest}`,
  ),
);
const plan = planCells("some", proof, ids.map(parseCellId));
const nothing: Durations = new Map();
const parts = (of: number, durations = nothing, whole = plan) =>
  Array.from({ length: of }, (_, at) => shardOf(whole, { index: at + 1, of }, durations));

describe.for([1, 2, 4, 7, 24])("%i shards", (of) => {
  test("have every cell once, in its place", () => {
    const found = parts(of).flatMap(({ plan: { cells }, shard: { places } }) =>
      cells.map(({ id }, at) => [places[at] ?? -1, id] as const),
    );
    expect(found.sort(([a], [b]) => a - b).map(([, id]) => id)).toEqual(ids);
    expect(found.map(([place]) => place)).toEqual(ids.map((_, at) => at));
  });

  test("share no server", () => {
    const owners = new Map<string, Set<number>>();
    for (const { plan: own, shard } of parts(of)) {
      for (const cell of own.cells.filter(({ mode }) => mode !== "auto-mtls")) {
        const key = serverProcessKey(cell);
        owners.set(key, (owners.get(key) ?? new Set()).add(shard.index));
      }
    }
    expect([...owners.values()].map(({ size }) => size)).toEqual(Array(6).fill(1));
  });

  test("say the same of the plan, and none is empty", () => {
    const shards = parts(of).map(({ shard }) => shard);
    expect(new Set(shards.map((shard) => shard.plan)).size).toBe(1);
    expect(shards.map(({ index, of: count, planned }) => [index, count, planned])).toEqual(
      shards.map((_, at) => [at + 1, of, ids.length]),
    );
    expect(shards.every(({ places }) => places.length > 0)).toBe(true);
  });
});

test("shards take equal time as far as servers can be shared out", () => {
  const slow = ids.filter((id) => id.includes("auto-mtls")).slice(0, 4);
  const durations = new Map(ids.map((id) => [id, slow.includes(id) ? 1000 : 1]));
  const total = (cells: readonly { id: string }[]) =>
    cells.reduce((sum, { id }) => sum + (durations.get(id) ?? 0), 0);
  const times = parts(4, durations).map((part) => total(part.plan.cells));
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(10);
});

test("a cell that was not timed counts as the mean of the others", () => {
  const [first = "", ...others] = ids.filter((id) => id.includes("auto-mtls"));
  const own = planCells("own", proof, [first, ...others].map(parseCellId));
  const durations = new Map(others.map((id) => [id, 100]));
  expect(parts(2, durations, own).map(({ plan: { cells } }) => cells.length)).toEqual([9, 9]);
});

test("behind what terminates TLS, all modes have one server", () => {
  const route = { name: "front", tls: "terminate" } as Route;
  const own = planCells(
    "routes",
    proof,
    ["go/go/none", `go/go/tls/p256/route=${route.name}`, "go/node/none"].map(parseCellId),
    [route],
  );
  expect(parts(2, nothing, own).map(({ shard }) => shard.places)).toEqual([[0, 1], [2]]);
});

test.for([
  ["another preset", { ...plan, preset: "other" }],
  ["another proof", { ...plan, proof: { ...plan.proof, deadlineMs: 1 } }],
  ["other cells", { ...plan, cells: plan.cells.slice(1) }],
  ["another order", { ...plan, cells: plan.cells.toReversed() }],
] as const)("%s is another plan", ([, other]) => {
  const digest = (of: typeof plan) => shardOf(of, { index: 1, of: 2 }, nothing).shard.plan;
  expect(digest(other)).not.toBe(digest(plan));
});

test("more shards than servers to share out are refused", () => {
  expect(() => shardOf(plan, { index: 1, of: 25 }, nothing)).toThrow(
    "--shard 1/25: this plan has 24 groups of cells that share a server; cut it into 24 shards at most",
  );
});
