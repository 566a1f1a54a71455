import type { ImplementationVersions, RunResult } from "../../domain/run-result.ts";
import type { EndPair } from "./aligned.ts";

/** In the order in which they are told: what explains a flipped cell comes first. */
const moveKinds = ["stack", "runtime", "TLS library", "program", "tool", "machine"] as const;

/** What is not the same in two runs. */
export type Move = Readonly<{
  kind: (typeof moveKinds)[number];
  /** "grpc-go", "Node of this tool". */
  name: string;
  /** null: the earlier run has none. */
  before: string | null;
  after: string | null;
  /** Ids in the later run; empty for what is no implementation's. */
  of: readonly string[];
}>;

/**
 * What moved between two runs, of implementations in both.
 *
 * @param flipped - ids of implementations in cells that broke or were mended: what moved of them is named first.
 */
export const movesBetween = (
  before: RunResult,
  after: RunResult,
  ends: readonly EndPair[],
  flipped: ReadonlySet<string>,
): readonly Move[] => {
  const moves = [
    ...ends.flatMap((end) => {
      const earlier = before.implementations.find(({ id }) => id === end.before);
      const later = after.implementations.find(({ id }) => id === end.after);
      return earlier && later ? implementationMoves(earlier, later) : [];
    }),
    ...toolMoves(before, after),
  ];
  const concerns = ({ of }: Move) => of.some((id) => flipped.has(id));
  return joined(moves).sort(
    (a, b) =>
      Number(concerns(b)) - Number(concerns(a)) ||
      moveKinds.indexOf(a.kind) - moveKinds.indexOf(b.kind),
  );
};

/** "grpc-go 1.66.3 → 1.85.0"; of a program or the machine, that it is another. */
export const moveWords = ({ kind, name, before, after, of }: Move): string => {
  if (kind === "program") return `the program of ${of.join(" and ")}`;
  if (before === null) return `${name} ${after} (new)`;
  if (after === null) return `${name} ${before} (gone)`;
  return `${name} ${before} → ${after}`;
};

const implementationMoves = (
  before: ImplementationVersions,
  after: ImplementationVersions,
): readonly Move[] => {
  const of = [after.id];
  const versions = [
    ...moved("stack", before.stack, after.stack, of),
    ...moved("runtime", [before.runtime], [after.runtime], of),
    ...moved("TLS library", [before.tls], [after.tls], of),
  ];
  // A program with another library in it is another program.
  if (versions.length > 0 || before.program === after.program) return versions;
  return [{ kind: "program", name: "program", before: before.program, after: after.program, of }];
};

type Named = Readonly<{ name: string; version: string }>;

const moved = (
  kind: Move["kind"],
  before: readonly Named[],
  after: readonly Named[],
  of: readonly string[],
): readonly Move[] => {
  const versionIn = (list: readonly Named[], wanted: string) =>
    list.find(({ name }) => name === wanted)?.version ?? null;
  return [...new Set([...after, ...before].map(({ name }) => name))]
    .map((name) => ({
      kind,
      name,
      before: versionIn(before, name),
      after: versionIn(after, name),
      of,
    }))
    .filter((move) => move.before !== move.after);
};

const toolMoves = (before: RunResult, after: RunResult): readonly Move[] => {
  const machine = ({ machine: { platform, arch, cores } }: RunResult) =>
    `${platform} ${arch} with ${cores} ${cores === 1 ? "processor" : "processors"}`;
  const tool = ({ orchestrator: { version, node } }: RunResult): readonly Named[] => [
    { name: "handshake-matrix", version },
    { name: "Node of handshake-matrix", version: node },
  ];
  return [
    ...moved("tool", tool(before), tool(after), []),
    ...moved(
      "machine",
      [{ name: "machine:", version: machine(before) }],
      [{ name: "machine:", version: machine(after) }],
      [],
    ),
  ];
};

/** What several implementations have in common moved once. */
const joined = (moves: readonly Move[]): Move[] =>
  [
    ...Map.groupBy(moves, ({ kind, name, before, after }) =>
      JSON.stringify([kind, name, before, after]),
    ).values(),
  ].flatMap((same) => {
    const [first] = same;
    return first ? [{ ...first, of: [...new Set(same.flatMap(({ of }) => of))] }] : [];
  });
