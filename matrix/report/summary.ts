import { headline } from "../domain/outcome.ts";
import type { CellResult, RunResult } from "../domain/run-result.ts";
import { printable } from "./format/terminal.ts";
import type { Paint } from "./grid.ts";
import { groupContrasts } from "./group-contrasts.ts";
import { groupPattern } from "./group-pattern.ts";
import { failureGroups, type Group, shortened } from "./groups.ts";
import { nextCommand } from "./next-command.ts";

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
  const pattern = groupPattern(cells, all);
  const command = first ? nextCommand(first) : null;
  const count = `${cells.length} ${cells.length === 1 ? "cell" : "cells"}`;
  return [
    `${paint(look, title)} (${count})`,
    ...(cause ? [`  ${cause.sentence}`] : []),
    ...(cause?.doubt ? [`  not certain: ${cause.doubt}`] : []),
    ...(cause?.matched ?? []).map(({ by, text }) => `    ${by}: ${text}`),
    ...(unexpected > 0 && first?.verdictReason ? [`  ${first.verdictReason}`] : []),
    ...(cause?.remedy ? [`  fix: ${cause.remedy}`] : []),
    ...(diagnosis?.nextCheck ? [`  next: ${diagnosis.nextCheck}`] : []),
    ...(pattern === null ? [] : [`  pattern: ${pattern}`]),
    ...groupContrasts(cells).map(
      ({ outcome, with: change, cell }) => `  ${outcome} with ${change} (${cell})`,
    ),
    ...ids.slice(0, listedLines).map((id) => `  ${id}`),
    ...(ids.length > listedLines ? [`  and ${ids.length - listedLines} more`] : []),
    ...(command === null ? [] : [`  → npm run matrix -- ${command}`]),
  ];
};

/** One line for a failure as it happens. */
export const failureLine = (shown: CellResult, paint: Paint): string => {
  const cell = printable(shown);
  const cause = cell.diagnosis?.causes[0];
  const what = cause ? `${cause.code}: ${cause.sentence}` : headline(cell.outcome);
  return `${paint("unexpected", `${cell.verdict} `)}${cell.id}: ${what}`;
};
