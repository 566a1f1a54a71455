import { headline } from "../domain/outcome.ts";
import type { CellResult, RunResult } from "../domain/run-result.ts";
import { coveringRule, coveringSentence } from "./covering.ts";
import { printable } from "./format/terminal.ts";
import type { Paint } from "./grid.ts";
import { failureGroups, type Group, shortened } from "./groups.ts";

/** Most cells whose ids a group lists; the others are counted, and stand in results.json. */
const listedLines = 12;

/** The run in words: first what matters, then each failing group once, cause before cells. */
export const summary = (shown: RunResult, folder: string, paint: Paint): string => {
  const result = printable(shown);
  const groups = failureGroups(result.cells);
  return [
    firstLine(result, paint),
    "",
    ...groups.flatMap((group) => [...describe(group, result.cells, paint), ""]),
    `results: ${folder}`,
    "",
  ].join("\n");
};

const firstLine = ({ counts, elapsedMs, interrupted }: RunResult, paint: Paint): string => {
  const parts = [
    `${counts.passed} passed`,
    counts.failed + counts.timedOut > 0 ? `${counts.failed + counts.timedOut} failed` : "",
    counts.unsupported > 0 ? `${counts.unsupported} unsupported` : "",
    counts.notRun > 0 ? `${counts.notRun} not run` : "",
  ].filter((part) => part !== "");
  const verdict =
    counts.unexpected === 0
      ? paint("passed", "all as expected")
      : paint("unexpected", `${counts.unexpected} unexpected`);
  const cells = `${counts.cells} ${counts.cells === 1 ? "cell" : "cells"}`;
  return `${cells} in ${(elapsedMs / 1000).toFixed(1)} s: ${parts.join(", ")}; ${verdict}${
    interrupted ? paint("unexpected", " (interrupted)") : ""
  }`;
};

const describe = (
  { title, diagnosis, cells, unexpected }: Group,
  all: readonly CellResult[],
  paint: Paint,
): string[] => {
  const cause = diagnosis?.causes[0];
  const look = unexpected > 0 ? "unexpected" : "known";
  const ids = shortened(cells.map(({ id }) => id));
  const first = cells.find(({ verdict }) => verdict !== "expected") ?? cells[0];
  const count = `${cells.length} ${cells.length === 1 ? "cell" : "cells"}`;
  return [
    `${paint(look, title)} (${count})`,
    ...(cause ? [`  ${cause.sentence}`] : []),
    ...(cause?.doubt ? [`  not certain: ${cause.doubt}`] : []),
    ...(cause?.matched ?? []).map(({ by, text }) => `    ${by}: ${text}`),
    ...(unexpected > 0 && first?.verdictReason ? [`  ${first.verdictReason}`] : []),
    ...(cause?.remedy ? [`  fix: ${cause.remedy}`] : []),
    ...(diagnosis?.nextCheck ? [`  next: ${diagnosis.nextCheck}`] : []),
    ...rule(cells, all),
    ...contrastLines(cells),
    ...ids.slice(0, listedLines).map((id) => `  ${id}`),
    ...(ids.length > listedLines ? [`  and ${ids.length - listedLines} more`] : []),
    ...(first ? nextCommand(first).map((command) => `  → npm run matrix -- ${command}`) : []),
  ];
};

/** What to type for a cell that is not green; nothing helps where a stack lacks a knob, and a run that was ended. */
const nextCommand = ({ id, outcome }: CellResult): readonly string[] => {
  switch (outcome.kind) {
    case "passed":
    case "failed":
    case "timed-out":
      return [`cell '${id}'`];
    case "unsupported":
      return [];
    case "not-run":
      return outcome.because === "toolchain-missing"
        ? ["doctor"]
        : outcome.because !== "interrupted"
          ? [`cell '${id}'`]
          : [];
  }
};

/** The smallest description of the group's cells, where there are enough of them for one to say more than a list. */
const rule = (cells: readonly CellResult[], all: readonly CellResult[]): readonly string[] => {
  if (cells.length < fewestForRule) return [];
  const covering = coveringRule(
    cells,
    all.filter((cell) => !cells.includes(cell)),
  );
  return covering.terms ? [`  pattern: ${coveringSentence(covering)}`] : [];
};

const fewestForRule = 3;
const mostContrasts = 3;

/** What the group's cells pass with, or fail with too, each change once with the first cell that shows it. */
const contrastLines = (cells: readonly CellResult[]): readonly string[] => {
  const lines = new Map<string, string>();
  for (const { cell, with: change, outcome } of cells.flatMap(({ contrast }) => contrast)) {
    const what = `${outcome} with ${change}`;
    if (!lines.has(what)) lines.set(what, `  ${what} (${cell})`);
  }
  return [...lines.values()].slice(0, mostContrasts);
};

/** One line for a failure as it happens. */
export const failureLine = (shown: CellResult, paint: Paint): string => {
  const cell = printable(shown);
  const cause = cell.diagnosis?.causes[0];
  const what = cause ? `${cause.code}: ${cause.sentence}` : headline(cell.outcome);
  return `${paint("unexpected", `${cell.verdict} `)}${cell.id}: ${what}`;
};
