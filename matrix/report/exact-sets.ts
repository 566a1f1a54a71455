import type { AxisValue } from "../domain/axes.ts";
import type { Cell } from "../domain/cell.ts";
import { axes, inOrderOf } from "../domain/rule-axes.ts";

/** A cell as positions in each axis' list of values. */
export type Point = readonly number[];
export type Plan = Readonly<{
  values: readonly (readonly AxisValue[])[];
  inside: readonly Point[];
  outside: readonly Point[];
}>;

/** Axes on which a term grows in every order; each order of five would be 120. */
const mostAxes = 4;
/** More sets than this have no structure that a few terms could tell; groups of 1 to 4 terms had at most 30. */
const mostSets = 100;

/** The points inside are in one order, whatever the order of the cells. */
export const planOf = (inside: readonly Cell[], outside: readonly Cell[]): Plan => {
  const cells = [...inside, ...outside];
  const values = axes.map((axis) =>
    [...new Set(cells.map((cell) => cell[axis]))].sort(inOrderOf(axis)),
  );
  const positions = values.map((list) => new Map(list.map((value, at) => [value, at])));
  const pointOf = (cell: Cell) => axes.map((axis, at) => positions[at]?.get(cell[axis]) ?? 0);
  return { values, inside: inside.map(pointOf).sort(compare), outside: outside.map(pointOf) };
};

/** By the first number that differs. */
export const compare = (a: readonly number[], b: readonly number[]): number =>
  a.map((value, at) => value - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0;

/** Every choice of axes, the smallest first. */
export const axisMasks = Array.from({ length: 1 << axes.length }, (_, mask) => ({
  mask,
  used: axes.flatMap((_, at) => (mask & (1 << at) ? [at] : [])),
})).sort((a, b) => a.used.length - b.used.length || a.mask - b.mask);

/**
 * Sets of cells inside that a term can describe, each a bit for every one in it. They grow from the
 * values of one cell on as few axes as keep everything outside out: an axis takes all the values that
 * keep it so, then the next, in every order of the axes. null where there are too many sets, or a cell
 * stands on both sides.
 */
export const setsOfTerms = ({ values, inside, outside }: Plan): readonly bigint[] | null => {
  const found = new Set<bigint>();
  const grow = (
    seed: Point,
    order: readonly number[],
    within: typeof inside,
    without: typeof inside,
  ) => {
    const allowed = grown(seed, order, within, without);
    const holds = (point: Point) => order.every((at) => allowed[at]?.has(point[at] ?? 0));
    found.add(
      BigInt(
        `0b${inside
          .map((point) => (holds(point) ? 1 : 0))
          .reverse()
          .join("")}`,
      ),
    );
  };
  /** For each mask of axes, the cells inside whose values on them no cell outside shares. */
  const exact = new Map<number, readonly boolean[]>([[0, inside.map(() => false)]]);
  const [near, far] = [codesOf(inside, values), codesOf(outside, values)];
  const varied = axes.flatMap((_, at) => (values[at]?.length === 1 ? [] : [at]));
  for (const { mask, used } of axisMasks) {
    if (used.length > mostAxes || !used.every((at) => varied.includes(at))) continue;
    const fewer = used.map((axis) => exact.get(mask & ~(1 << axis)) ?? []);
    const known = inside.map((_, at) => fewer.some((those) => those[at]));
    const [here, there] = known.includes(false) ? [near(used), far(used)] : [[], []];
    const taken = new Set(there);
    exact.set(
      mask,
      known.map((is, at) => is || !taken.has(here[at] ?? 0)),
    );
    const seeds = distinct(inside, here, (at) => !known[at] && !taken.has(here[at] ?? 0));
    if (seeds.length === 0) continue;
    const [within, without] = [distinct(inside, here), distinct(outside, there)];
    for (const seed of seeds) {
      for (const order of ordersOf(used)) grow(seed, order, within, without);
      if (found.size > mostSets) return null;
    }
  }
  const [here, taken] = [near(varied), new Set(far(varied))];
  for (const [at, seed] of inside.entries()) {
    if (taken.has(here[at] ?? 0)) return null;
    if ([...exact.values()].some((those) => those[at])) continue;
    for (const order of [varied, varied.toReversed()]) grow(seed, order, inside, outside);
    if (found.size > mostSets) return null;
  }
  return [...found];
};

/** One number for a point's values on some axes; those on fewer axes are remembered. */
const codesOf = (points: readonly Point[], values: Plan["values"]) => {
  const known = new Map<number, readonly number[]>([[0, points.map(() => 0)]]);
  const codes = (used: readonly number[]): readonly number[] => {
    const mask = used.reduce((sum, at) => sum | (1 << at), 0);
    const [last = 0] = used.slice(-1);
    const size = values[last]?.length ?? 0;
    const made =
      known.get(mask) ??
      codes(used.slice(0, -1)).map((code, at) => code * size + (points[at]?.[last] ?? 0));
    known.set(mask, made);
    return made;
  };
  return codes;
};

const distinct = (
  points: readonly Point[],
  codes: readonly number[],
  wanted: (at: number) => boolean = () => true,
): readonly Point[] => {
  const first = new Map<number, Point>();
  for (const [at, point] of points.entries()) {
    const code = codes[at] ?? 0;
    if (wanted(at) && !first.has(code)) first.set(code, point);
  }
  return [...first.values()];
};

const grown = (
  seed: Point,
  order: readonly number[],
  inside: readonly Point[],
  outside: readonly Point[],
): readonly ReadonlySet<number>[] => {
  const allowed = seed.map((value) => new Set([value]));
  for (const axis of order) {
    const others = order.filter((at) => at !== axis);
    const fits = (point: Point) => others.every((at) => allowed[at]?.has(point[at] ?? 0));
    const those = new Set(inside.filter(fits).map((point) => point[axis] ?? 0));
    for (const point of outside) if (fits(point)) those.delete(point[axis] ?? 0);
    allowed[axis] = those;
  }
  return allowed;
};

const ordersOf = (used: readonly number[]): readonly (readonly number[])[] =>
  used.length < 2
    ? [used]
    : used.flatMap((first) =>
        ordersOf(used.filter((at) => at !== first)).map((rest) => [first, ...rest]),
      );
