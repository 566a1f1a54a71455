import type { CellResult, RunResult } from "../../domain/run-result.ts";

/** One cell in both runs: the same id, or ids that differ in the version of an implementation alone. */
export type CellPair = Readonly<{ before: CellResult; after: CellResult }>;

/** An implementation in both runs. */
export type EndPair = Readonly<{ before: string; after: string }>;

export type Alignment = Readonly<{
  /** In the order of the later run. */
  cells: readonly CellPair[];
  /** Implementations of cells in both runs, each once. */
  ends: readonly EndPair[];
  appeared: readonly CellResult[];
  vanished: readonly CellResult[];
}>;

/**
 * Finds each cell of one run in the other. On each side, `go@1.66.3` of the earlier run is `go` of the later one where
 * neither id is in both runs, and neither run has a third version of it.
 */
export const alignedRuns = (before: RunResult, after: RunResult): Alignment => {
  const clients = renamed(idsOf(before, "client"), idsOf(after, "client"));
  const servers = renamed(idsOf(before, "server"), idsOf(after, "server"));
  const earlier = new Map(
    before.cells.map((cell) => [idIn(cell, clients, servers), cell] as const),
  );
  const cells = after.cells.flatMap((cell): CellPair[] => {
    const own = earlier.get(cell.id);
    return own ? [{ before: own, after: cell }] : [];
  });
  const found = new Set(cells.map((pair) => pair.before));
  const known = new Set(cells.map((pair) => pair.after));
  return {
    cells,
    ends: endsOf(cells),
    appeared: after.cells.filter((cell) => !known.has(cell)),
    vanished: before.cells.filter((cell) => !found.has(cell)),
  };
};

type Names = ReadonlyMap<string, string>;

const idsOf = ({ cells }: RunResult, end: "client" | "server"): readonly string[] => [
  ...new Set(cells.map((cell) => cell[end])),
];

/** The later names of ids that only the earlier run has. */
const renamed = (before: readonly string[], after: readonly string[]): Names => {
  const gone = Map.groupBy(
    before.filter((id) => !after.includes(id)),
    withoutVersion,
  );
  const come = Map.groupBy(
    after.filter((id) => !before.includes(id)),
    withoutVersion,
  );
  return new Map(
    [...gone].flatMap(([name, [from, ...moreBefore]]) => {
      const [to, ...moreAfter] = come.get(name) ?? [];
      const isClear = moreBefore.length === 0 && moreAfter.length === 0;
      return from !== undefined && to !== undefined && isClear ? [[from, to] as const] : [];
    }),
  );
};

const withoutVersion = (id: string): string => id.split("@")[0] ?? id;

const idIn = ({ id, client, server }: CellResult, clients: Names, servers: Names): string =>
  [clients.get(client) ?? client, servers.get(server) ?? server, ...id.split("/").slice(2)].join(
    "/",
  );

/** The implementations of cells, each once. */
export const endsOf = (cells: readonly CellPair[]): readonly EndPair[] => {
  const ends = cells.flatMap(({ before, after }) => [
    { before: before.client, after: after.client },
    { before: before.server, after: after.server },
  ]);
  return [...new Map(ends.map((end) => [`${end.before} ${end.after}`, end])).values()];
};
