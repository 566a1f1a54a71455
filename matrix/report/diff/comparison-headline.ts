import { type ChangeKind, changeKinds } from "./changes.ts";
import type { Comparison } from "./compare-runs.ts";
import { moveWords } from "./moves.ts";

/** More moves than this say nothing in one line; the others are counted. */
const mostMoves = 3;

/** What matters in one line: "2 cells broke, 1 was mended; grpc-go 1.66.3 → 1.85.0 moved". */
export const comparisonHeadline = ({ changes, moves, compared }: Comparison): string => {
  const counted = changeKinds.flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [[kind, count] as const];
  });
  const [first, ...others] = counted;
  const what =
    first === undefined
      ? `nothing changed in ${cellsOf(compared.length)}`
      : [
          `${cellsOf(first[1])} ${words(...first)}`,
          ...others.map(([kind, count]) => `${count} ${words(kind, count)}`),
        ].join(", ");
  return `${what}; ${movedWords(moves)}`;
};

const cellsOf = (count: number): string => `${count} ${count === 1 ? "cell" : "cells"}`;

const words = (kind: ChangeKind, count: number): string => {
  const was = count === 1 ? "was" : "were";
  switch (kind) {
    case "broke":
    case "appeared":
    case "vanished":
      return kind;
    case "cause changed":
      return count === 1 ? "fails for another cause" : "fail for another cause";
    case "new surprise":
      return count === 1 ? "is a new surprise" : "are new surprises";
    case "not run now":
      return `${was} not run now`;
    case "mended":
      return `${was} mended`;
    case "slower":
      return count === 1 ? "is slower" : "are slower";
  }
};

const movedWords = (moves: Comparison["moves"]): string => {
  if (moves.length === 0) return "no version moved";
  const [named, left] = [moves.slice(0, mostMoves).map(moveWords), moves.length - mostMoves];
  return `${named.join(", ")}${left > 0 ? ` and ${left} more` : ""} moved`;
};
