// What is said of several cells at once, in lines without an indent: cause before cells, and the next command last.
import type { Diagnosis } from "../domain/cause.ts";
import type { CellResult } from "../domain/run-result.ts";
import { groupPattern } from "./group-pattern.ts";
import { shortened } from "./groups.ts";
import { nextCommand } from "./next-command.ts";

export const cellCount = (count: number): string => `${count} ${count === 1 ? "cell" : "cells"}`;

/** The first cause, and what speaks for it. */
export const causeLines = (diagnosis: Diagnosis | null): readonly string[] => {
  const cause = diagnosis?.causes[0];
  if (!cause) return [];
  return [
    cause.sentence,
    ...(cause.doubt ? [`not certain: ${cause.doubt}`] : []),
    ...cause.matched.map(({ by, text }) => `  ${by}: ${text}`),
  ];
};

export const nextStepLines = (diagnosis: Diagnosis | null): readonly string[] => {
  const remedy = diagnosis?.causes[0]?.remedy;
  return [
    ...(remedy ? [`fix: ${remedy}`] : []),
    ...(diagnosis?.nextCheck ? [`next: ${diagnosis.nextCheck}`] : []),
  ];
};

/** The smallest description of the cells among all. */
export const patternLines = (
  cells: readonly CellResult[],
  all: readonly CellResult[],
): readonly string[] => {
  const pattern = groupPattern(cells, all);
  return pattern === null ? [] : [`pattern: ${pattern}`];
};

/** Most lines of ids; the other cells are counted, and stand in results.json. */
const listedLines = 12;

export const idLines = (cells: readonly CellResult[]): readonly string[] => {
  const ids = shortened(cells.map(({ id }) => id));
  const left = ids.length - listedLines;
  return [...ids.slice(0, listedLines), ...(left > 0 ? [`and ${left} more`] : [])];
};

/** What to type next for a cell that is not green. */
export const commandLines = (cell: CellResult | undefined): readonly string[] => {
  const command = cell ? nextCommand(cell) : null;
  return command === null ? [] : [`→ ${command}`];
};
