import { all, type CodeUnits, lineEnds, none, overlap, union } from "./code-units.ts";
import type { Expression } from "./parse-expression.ts";

/**
 * `ways`: in how many ways a part can match from one place and still go on with what follows it.
 * `steps`: how many units are compared for that, at most.
 */
type Effort = Readonly<{ ways: number; steps: number }>;

/**
 * How many units a matcher that goes back compares from one place of a text on, at most: an upper bound by the form of
 * the expression, for whatever text. Infinite where a repetition has no bound.
 */
export const stepsOf = (expression: Expression, place: Place): number =>
  effort(place === "first" ? expression : withoutFirst(expression), none).steps;

/** The first place of a text, or any other: there, what begins with `^` is given up at once. */
type Place = "first" | "other";

const withoutFirst = (part: Expression): Expression => {
  switch (part.kind) {
    case "sequence": {
      const at = part.parts.findIndex(({ kind }) => kind !== "look" && kind !== "boundary");
      const opening = part.parts[at];
      if (!opening) return part;
      if (opening.kind === "begin" && !opening.lines) return opening;
      return { ...part, parts: part.parts.with(at, withoutFirst(opening)) };
    }
    case "choice":
      return { ...part, parts: part.parts.map(withoutFirst) };
    default:
      return part;
  }
};

/** @param next - what the first unit after the part can be; none where the match ends there, which goes back no more. */
const effort = (part: Expression, next: CodeUnits): Effort => {
  switch (part.kind) {
    case "unit":
      return { ways: 1, steps: 1 };
    case "begin":
    case "end":
    case "boundary":
      return { ways: 1, steps: 1 };
    case "again":
      return { ways: 1, steps: Number.POSITIVE_INFINITY };
    case "look": {
      const inner = part.behind ? reversed(part.part) : part.part;
      return { ways: 1, steps: 1 + effort(inner, none).steps };
    }
    case "sequence":
      return ofSequence(part.parts, next);
    case "choice":
      return ofChoice(part.parts, next);
    case "repeat":
      return ofRepeat(part, next);
  }
};

const ofSequence = (parts: readonly Expression[], next: CodeUnits): Effort => {
  let after = next;
  let sum: Effort = { ways: 1, steps: 0 };
  for (const part of parts.toReversed()) {
    const { ways, steps } = effort(part, after);
    sum = { ways: ways * sum.ways, steps: steps + ways * sum.steps };
    after = firstOf(part, after);
  }
  return sum;
};

/** Of two choices whose openings differ, one text can match one alone. */
const ofChoice = (parts: readonly Expression[], next: CodeUnits): Effort => {
  const efforts = parts.map((part) => effort(part, next));
  const openings = parts.map((part) => openingOf(part, next));
  const together = efforts.map((_, index) =>
    efforts.filter((__, other) => canBoth(openings[index] ?? [], openings[other] ?? [])),
  );
  return {
    ways: Math.max(...together.map((some) => some.reduce((sum, { ways }) => sum + ways, 0))),
    steps:
      parts.length +
      Math.max(...openings.map((opening) => alike(opening, openings))) * longestOpening +
      Math.max(...together.map((some) => some.reduce((sum, { steps }) => sum + steps, 0))),
  };
};

const ofRepeat = (
  { part, least, most }: Extract<Expression, { kind: "repeat" }>,
  next: CodeUnits,
): Effort => {
  if (most === 0) return { ways: 1, steps: 0 };
  const own = firstOf(part, none);
  const one = effort(part, union(own, next));
  if (most === Number.POSITIVE_INFINITY) return { ways: most, steps: most };
  // A turn that does not end where the next begins leaves one end that what follows can take.
  const leaves = !overlap(own, next) && !isNullable(part);
  let turns = 1;
  let steps = 0;
  let ends = least === 0 ? 1 : 0;
  for (let turn = 1; turn <= most; turn += 1) {
    steps += turns * one.steps + 1;
    turns *= one.ways;
    if (turn >= least) ends += turns;
    if (!Number.isFinite(steps)) break;
  }
  return { ways: leaves ? Math.max(1, turns) : ends, steps };
};

/** Units that may be looked at without being counted for each end. */
const cheap = 12;

/** What the first unit of a part can be, with what follows where the part can be empty. */
const firstOf = (part: Expression, next: CodeUnits): CodeUnits => {
  switch (part.kind) {
    case "unit":
      return part.of;
    case "end":
      return part.lines ? lineEnds : none;
    case "begin":
    case "boundary":
      return next;
    // What is looked at is compared at each end, whether or not the next unit fits.
    case "look":
      return effort(part, none).steps > cheap ? all : next;
    case "again":
      return all;
    case "sequence":
      return part.parts.reduceRight((after, one) => firstOf(one, after), next);
    case "choice":
      return union(...part.parts.map((one) => firstOf(one, next)));
    case "repeat":
      return union(
        firstOf(part.part, part.least === 0 || isNullable(part.part) ? next : none),
        part.least === 0 ? next : none,
      );
  }
};

const isNullable = (part: Expression): boolean => {
  switch (part.kind) {
    case "unit":
      return false;
    case "sequence":
      return part.parts.every(isNullable);
    case "choice":
      return part.parts.some(isNullable);
    case "repeat":
      return part.least === 0 || isNullable(part.part);
    default:
      return true;
  }
};

/** How many others begin like one. */
const alike = ([first = all]: readonly CodeUnits[], openings: readonly (readonly CodeUnits[])[]) =>
  openings.filter(([other = all]) => overlap(first, other)).length - 1;

/** Units of an opening by which choices are told apart. */
const longestOpening = 12;

/** What each of the first units can be, as far as their places are fixed. */
const openingOf = (part: Expression, next: CodeUnits): readonly CodeUnits[] => {
  const sets: CodeUnits[] = [];
  const goesOn = collect(part, sets);
  if (sets.length === 0) return [firstOf(part, next)];
  return goesOn ? sets : sets.slice(0, longestOpening);
};

/** @returns whether the part was taken in whole. */
const collect = (part: Expression, sets: CodeUnits[]): boolean => {
  if (sets.length >= longestOpening) return false;
  switch (part.kind) {
    case "unit":
      sets.push(part.of);
      return true;
    case "begin":
    case "boundary":
    case "look":
      return true;
    case "sequence":
      return part.parts.every((one) => collect(one, sets));
    case "repeat":
      if (part.most === part.least && part.least <= longestOpening) {
        return Array.from({ length: part.least }).every(() => collect(part.part, sets));
      }
      if (part.least > 0) collect(part.part, sets);
      return false;
    default:
      return false;
  }
};

const canBoth = (a: readonly CodeUnits[], b: readonly CodeUnits[]): boolean =>
  a.slice(0, b.length).every((set, index) => overlap(set, b[index] ?? all));

const reversed = (part: Expression): Expression => {
  switch (part.kind) {
    case "sequence":
      return { kind: "sequence", parts: part.parts.map(reversed).toReversed() };
    case "choice":
      return { ...part, parts: part.parts.map(reversed) };
    case "repeat":
      return { ...part, part: reversed(part.part) };
    default:
      return part;
  }
};
