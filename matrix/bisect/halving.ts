import { newestPatches } from "./version-range.ts";

/** What came of the cell with one version. */
export type Tried<End> = Ran<End> | NotRun;
export type Ran<End> = Readonly<{ kind: "ran"; version: string; end: End }>;
/** It does not build, or does not start; why, one sentence. */
export type NotRun = Readonly<{ kind: "not-run"; version: string; reason: string }>;

export type Halved<End> = Readonly<
  | {
      kind: "changed";
      before: Ran<End>;
      after: Ran<End>;
      /** Versions that ended otherwise than one change between the two explains. */
      contradicting: readonly Ran<End>[];
      /** Versions between the two, none of which runs. */
      skipped: readonly NotRun[];
    }
  /** The oldest and the newest that run end alike; they are the same where no other runs. */
  | { kind: "alike"; oldest: Ran<End>; newest: Ran<End> }
  | { kind: "not-run"; oldest: NotRun; newest: NotRun }
>;

/**
 * Finds two neighbours between which the end of a cell changes: the oldest and the newest are tried first, then the newest
 * patches of minor versions, then what lies between the two that are found. An end that is neither that of the oldest nor that of the newest counts as
 * changed, so that the first change is found. Then one more version on each side is tried, which should end as its side does.
 *
 * @param versions - the oldest first; at least one.
 * @param attempt - called once for each version that is tried.
 */
export const halved = async <End>(
  versions: readonly string[],
  attempt: (version: string) => Promise<Tried<End>>,
  isAlike: (one: End, other: End) => boolean,
): Promise<Halved<End>> => {
  const known = new Map<string, Tried<End>>();
  const at = (version: string) => versions.indexOf(version);
  const tried = async (version: string): Promise<Tried<End>> => {
    const result = known.get(version) ?? (await attempt(version));
    known.set(version, result);
    return result;
  };
  /** Those that may run, between two others, of which `bad` does not. */
  const open = (from: string, to: string, among: readonly string[]): readonly string[] =>
    among.filter((one) => at(one) > at(from) && at(one) < at(to));

  /** What runs and is nearest to one that does not, where those that do not run lie together. */
  const edge = async (bad: string, good: Ran<End>): Promise<Ran<End>> => {
    const [low, high] = at(bad) < at(good.version) ? [bad, good.version] : [good.version, bad];
    const one = middleOf(open(low, high, minors));
    if (one === undefined) return good;
    const result = await tried(one);
    return result.kind === "ran" ? edge(bad, result) : edge(one, good);
  };

  /** The same: often a release alone is broken, so that its neighbours come first, then those that lie ever farther off. */
  const firstRan = async (bad: string, good: Ran<End>): Promise<Ran<End>> => {
    const distance = at(good.version) - at(bad);
    let last = bad;
    for (let steps = 1; steps < Math.abs(distance); steps *= 2) {
      const result = await tried(versions[at(bad) + Math.sign(distance) * steps] ?? last);
      if (result.kind === "ran") return edge(last, result);
      last = result.version;
    }
    return edge(last, good);
  };

  /** Neighbours among some versions. */
  const narrowed = async (
    older: Ran<End>,
    newer: Ran<End>,
    among: readonly string[],
  ): Promise<readonly [Ran<End>, Ran<End>]> => {
    const between = open(older.version, newer.version, among);
    const one = middleOf(between.filter((version) => known.get(version)?.kind !== "not-run"));
    if (one === undefined) return [older, newer];
    const result = await tried(one);
    if (result.kind === "not-run") return narrowed(older, newer, among);
    return isAlike(result.end, older.end)
      ? narrowed(result, newer, among)
      : narrowed(older, result, among);
  };

  const [first = "", last = first] = [versions[0], versions.at(-1)];
  const minors = [...new Set([first, ...newestPatches(versions)])];
  const [old, young] = [await tried(first), await tried(last)];
  if (old.kind === "not-run" && young.kind === "not-run") {
    return { kind: "not-run", oldest: old, newest: young };
  }
  const oldest = old.kind === "ran" ? old : await firstRan(first, young as Ran<End>);
  const newest = young.kind === "ran" ? young : await firstRan(last, old as Ran<End>);
  if (isAlike(oldest.end, newest.end)) return { kind: "alike", oldest, newest };

  const [older, newer] = await narrowed(oldest, newest, minors);
  const [before, after] = await narrowed(older, newer, versions);
  for (const [from, to] of [
    [oldest, before],
    [after, newest],
  ] as const) {
    const more = open(from.version, to.version, minors).filter((version) => !known.has(version));
    const one = middleOf(more);
    if (one !== undefined) await tried(one);
  }
  const sorted = [...known.values()].sort((a, b) => at(a.version) - at(b.version));
  const isBetween = ({ version }: Tried<End>) =>
    at(version) > at(before.version) && at(version) < at(after.version);
  return {
    kind: "changed",
    before,
    after,
    contradicting: sorted.filter(
      (one) =>
        one.kind === "ran" &&
        !isAlike(one.end, at(one.version) <= at(before.version) ? oldest.end : newest.end),
    ) as readonly Ran<End>[],
    skipped: sorted.filter((one) => one.kind === "not-run" && isBetween(one)) as readonly NotRun[],
  };
};

const middleOf = (versions: readonly string[]): string | undefined =>
  versions[Math.floor(versions.length / 2)];
