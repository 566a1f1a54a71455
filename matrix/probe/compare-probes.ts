import type { ProbeReport, ProbeRungName } from "../domain/probe-report.ts";

/** One thing that two endpoints have differently; null: that one does not have it. */
export type ProbeDifference = Readonly<{
  rung: ProbeRungName;
  name: string;
  first: string | null;
  second: string | null;
}>;

/** Facts that differ, in the order of the rungs. Addresses and times always do, and are left out. */
export const compareProbes = (
  first: ProbeReport,
  second: ProbeReport,
): readonly ProbeDifference[] =>
  first.rungs.flatMap((rung) => {
    const other = second.rungs.find(({ name }) => name === rung.name);
    if (rung.name === "resolve" || rung.name === "connect") {
      return difference(rung.name, "reached", rung.verdict, other?.verdict ?? null);
    }
    const own = valuesOf(rung.facts);
    const others = valuesOf(other?.facts ?? []);
    return [
      ...difference(rung.name, "verdict", rung.verdict, other?.verdict ?? null),
      ...[...new Set([...own.keys(), ...others.keys()])].flatMap((name) =>
        difference(rung.name, name, own.get(name) ?? null, others.get(name) ?? null),
      ),
    ];
  });

const valuesOf = (facts: readonly Readonly<{ name: string; value: string }>[]) =>
  new Map(
    [...Map.groupBy(facts, ({ name }) => name)].map(([name, same]) => [
      name,
      same.map(({ value }) => value).join("; "),
    ]),
  );

const difference = (
  rung: ProbeRungName,
  name: string,
  first: string | null,
  second: string | null,
): readonly ProbeDifference[] => (first === second ? [] : [{ rung, name, first, second }]);
