import type { Cell } from "../domain/cell.ts";
import { axes, type Condition, conditionWords } from "../domain/rule-axes.ts";
import { axisMasks, compare, type Plan, type Point, planOf, setsOfTerms } from "./exact-sets.ts";

/** Cells that meet every condition; without one, every cell of the plan. */
export type Term = readonly Condition[];

/** The cells of a group in axis values: those of any term are in it, all others of the plan are not. */
export type Covering = Readonly<{
  /** Most cells first; null where no rule of at most {@link mostTerms} terms was found. */
  terms: readonly Term[] | null;
  /** Ids of the group's cells where there are no terms; else empty. */
  listed: readonly string[];
  /** Cells of the group in any term. */
  covered: number;
  /** Cells of the group. */
  of: number;
}>;

/** A rule with more terms is no shorter to read than a list of cells. */
const mostTerms = 4;
/** Bound on the search for a cover, so that a group without structure costs milliseconds. */
const mostSteps = 5_000;

/** A term with its size: few axes, then few values, then axes that explain. */
type Sized = Readonly<{ term: Term; size: readonly number[] }>;
/** With the cells inside that it was made for, a bit for each. */
type Described = Sized & Readonly<{ set: bigint; cells: number }>;

/**
 * The smallest description in axis values of exactly the cells `inside`: one term where one is exact,
 * else the fewest of the largest terms that are. Neither the order of cells nor the names of
 * implementations decide, except between rules that differ in nothing but names.
 */
export const coveringRule = (inside: readonly Cell[], outside: readonly Cell[]): Covering => {
  const plan = planOf(inside, outside);
  const alone = smallestTerm(plan, plan.inside);
  const terms = inside.length === 0 ? [] : alone ? [alone.term] : cover(plan);
  return {
    terms,
    listed: terms ? [] : inside.map(({ id }) => id).sort(),
    covered: inside.filter((cell) => terms?.some((term) => isIn(term, cell))).length,
    of: inside.length,
  };
};

const isIn = (term: Term, cell: Cell) =>
  term.every(({ axis, values }) => values.includes(cell[axis]));

/** The smallest term around these cells and none outside; null where every one has some outside. */
const smallestTerm = ({ values, outside }: Plan, cells: readonly Point[]): Sized | null => {
  const allowed = values.map((list, axis) => {
    const seen = new Set(cells.map((cell) => cell[axis]));
    return list.map((_, at) => seen.has(at));
  });
  /** For each cell outside, the axes that keep it out. */
  const keptOut = new Set<number>();
  for (const point of outside) {
    let mask = 0;
    for (const [axis, list] of allowed.entries()) if (!list[point[axis] ?? 0]) mask |= 1 << axis;
    keptOut.add(mask);
  }
  const needed = [...keptOut];
  let best: Sized | null = null;
  for (const { mask, used } of axisMasks) {
    if (best && used.length > best.term.length) break;
    if (needed.some((mine) => (mine & mask) === 0)) continue;
    const term = used.flatMap((at) => {
      const axis = axes[at];
      return axis ? [{ axis, values: values[at]?.filter((_, v) => allowed[at]?.[v]) ?? [] }] : [];
    });
    const count = term.reduce((sum, condition) => sum + condition.values.length, 0);
    const size = [used.length, count, term.filter(restatesMode).length, mask];
    if (!best || compare(size, best.size) < 0) best = { term, size };
  }
  return best;
};

/** Where there is no key, the mode has none and is the better name. */
const restatesMode = ({ axis, values }: Condition) =>
  (axis === "serverKey" || axis === "clientKey") && values.includes(null);

/** The smallest of the covers with the fewest terms; null where there is none within the bounds. */
const cover = (plan: Plan): readonly Term[] | null => {
  const sets = setsOfTerms(plan) ?? [];
  /** A bit for each cell with the sets that hold it, those with the fewest choices first. */
  const choices = plan.inside
    .map((_, at) => 1n << BigInt(at))
    .map((bit) => ({ bit, holding: sets.filter((set) => set & bit) }))
    .sort((a, b) => a.holding.length - b.holding.length);
  let steps = 0;
  const found: (readonly bigint[])[] = [];
  const search = (chosen: readonly bigint[], left: bigint, more: number): void => {
    const next = choices.find(({ bit }) => left & bit);
    if (!next) found.push(chosen);
    else if (more > 0 && ++steps <= mostSteps) {
      for (const set of next.holding) search([...chosen, set], left & ~set, more - 1);
    }
  };
  for (let terms = 2; terms <= mostTerms && found.length === 0; terms++) {
    search([], (1n << BigInt(plan.inside.length)) - 1n, terms);
  }
  const described = new Map<bigint, readonly Described[]>();
  const describe = (set: bigint) => {
    const cells = plan.inside.filter((_, at) => set & (1n << BigInt(at)));
    const smallest = set === 0n || described.has(set) ? null : smallestTerm(plan, cells);
    if (smallest) described.set(set, [{ ...smallest, set, cells: cells.length }]);
    return described.get(set) ?? [];
  };
  const [best] = found
    .map((chosen) => chosen.flatMap(describe).sort(bySize))
    .map((terms) => ({ terms, size: total(terms), rule: terms.map(({ term }) => term) }))
    .sort(
      (a, b) =>
        compare(a.size, b.size) ||
        byText(a.rule.map(nameless), b.rule.map(nameless)) ||
        byText(a.rule, b.rule),
    );
  return best ? withoutRepetition(best.terms, describe).map(({ term }) => term) : null;
};

/** Each term, the last first, without the cells that others have, where that makes it smaller. */
const withoutRepetition = (
  terms: readonly Described[],
  describe: (set: bigint) => readonly Described[],
): readonly Described[] => {
  const rest = [...terms];
  for (const [at, one] of [...terms.entries()].reverse()) {
    const others = rest.reduce((sum, { set }, other) => (other === at ? sum : sum | set), 0n);
    const [own] = describe(one.set & ~others);
    if (own && compare(own.size.slice(0, 2), one.size.slice(0, 2)) < 0) rest[at] = own;
  }
  return rest.sort(bySize);
};

const bySize = (a: Described, b: Described) =>
  b.cells - a.cells || compare(a.size, b.size) || byText(a.term, b.term);

const total = (terms: readonly Described[]): readonly number[] =>
  (terms[0]?.size ?? []).map((_, at) => terms.reduce((sum, { size }) => sum + (size[at] ?? 0), 0));

/** The term with the number of implementations in their place. */
const nameless = (term: Term) =>
  term.map(({ axis, values }) =>
    axis === "client" || axis === "server" ? [axis, values.length] : [axis, values],
  );

const byText = (a: unknown, b: unknown) => {
  const [first, second] = [JSON.stringify(a), JSON.stringify(b)];
  return first === second ? 0 : first < second ? -1 : 1;
};

/** "the 9 cells with server key p521 and client python, no others"; several terms stand in brackets. */
export const coveringSentence = ({ terms, of }: Covering): string => {
  const cells = `the ${of} ${of === 1 ? "cell" : "cells"}`;
  if (!terms) return `${cells}, which no rule of at most ${mostTerms} terms describes`;
  const words = terms.map((term) => term.map(conditionWords).join(" and ")).filter(Boolean);
  if (words.length === 0) return `all ${of} cells`;
  const joined = words.length === 1 ? words[0] : words.map((one) => `(${one})`).join(" or ");
  return `${cells} with ${joined}, no others`;
};
