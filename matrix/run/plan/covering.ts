// Covering arrays: so few cells that every combination of values on two or three axes stands in one of them. What fails
// because of such a combination fails there too, as in the full product.
import { type Axis, axisNames } from "../../domain/axes.ts";
import type { Cell } from "../../domain/cell.ts";
import { matchesGlob } from "../axes/glob.ts";

export type Strength = 2 | 3;

/** Of cells whose ids are as the pattern says, how they end is known, and it is not well. */
export type KnownEnd = Readonly<{ pattern: string }>;

export type Covering = Readonly<{
  /** In the order in which they were given. */
  cells: readonly Cell[];
  /** Combinations of values, of as many axes as the strength says, that stand in any of the cells that were given. */
  combinations: number;
}>;

/**
 * The greedy choice: always a cell with the most combinations that stand in none yet. The same cells come of the same input.
 *
 * A cell that is known to end otherwise than well hides what else is in it. A combination therefore stands in a cell about which
 * nothing is known, where there is such a one; and each known end is there for every client and server that has it.
 *
 * @param all - each once.
 * @param known - the first that matches counts.
 */
export const covering = (
  all: readonly Cell[],
  strength: Strength,
  known: readonly KnownEnd[],
): Covering => {
  const combinations = numbered();
  const axes = chosenAxes(strength);
  const candidates = all.map((cell) => {
    const end = known.findIndex(({ pattern }) => matchesGlob(pattern, cell.id));
    const goals = axes.map((some) => combinations.of(combinationOf(cell, some)));
    return { cell, end, goals };
  });
  const met = new Set<number>();
  const chosen = new Set(
    greedy(
      candidates.filter(({ end }) => end === -1),
      met,
    ),
  );
  const count = combinations.size();
  const ending = candidates
    .filter(({ end }) => end !== -1)
    .map((candidate) => {
      const { client, server } = candidate.cell;
      const own = combinations.of(`end ${candidate.end} ${client} ${server}`);
      return { ...candidate, goals: [...candidate.goals, own] };
    });
  for (const cell of greedy(ending, met)) chosen.add(cell);
  return { cells: all.filter((cell) => chosen.has(cell)), combinations: count };
};

type Candidate = Readonly<{ cell: Cell; goals: readonly number[] }>;

/**
 * What a candidate would add never grows, so that only the one that promised most has to be asked again.
 *
 * @param met - goals that are met; those of the chosen are added.
 */
const greedy = (candidates: readonly Candidate[], met: Set<number>): readonly Cell[] => {
  const chosen: Cell[] = [];
  const most = Math.max(0, ...candidates.slice(0, 1).map(({ goals }) => goals.length));
  // By what they promised when they were last asked.
  const promising: Candidate[][] = Array.from({ length: most + 1 }, () => []);
  promising[most]?.push(...candidates);
  for (let promised = most; promised > 0; promised--) {
    for (const candidate of promising[promised] ?? []) {
      const adds = candidate.goals.filter((goal) => !met.has(goal));
      if (adds.length < promised) promising[adds.length]?.push(candidate);
      else {
        chosen.push(candidate.cell);
        for (const goal of adds) met.add(goal);
      }
    }
  }
  return chosen;
};

const chosenAxes = (strength: Strength): readonly (readonly Axis[])[] => {
  const pairs = axisNames.flatMap((one, at) =>
    axisNames.slice(at + 1).map((other) => [one, other] as const),
  );
  return strength === 2
    ? pairs
    : pairs.flatMap(([one, other]) =>
        axisNames.slice(axisNames.indexOf(other) + 1).map((third) => [one, other, third]),
      );
};

const combinationOf = (cell: Cell, axes: readonly Axis[]): string =>
  axes.map((axis) => `${axis} ${cell[axis]}`).join(", ");

/** Numbers for texts: the same for the same. */
const numbered = () => {
  const numbers = new Map<string, number>();
  return {
    of: (text: string): number => {
      const number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      return number;
    },
    size: () => numbers.size,
  };
};
