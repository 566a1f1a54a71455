import { headline } from "../domain/outcome.ts";
import type { CellResult, RunResult } from "../domain/run-result.ts";
import { printable } from "./format/terminal.ts";
import type { Paint } from "./grid.ts";
import { groupContrasts } from "./group-contrasts.ts";
import {
  causeLines,
  cellCount,
  commandLines,
  idLines,
  nextStepLines,
  patternLines,
} from "./group-lines.ts";
import { failureGroups, type Group } from "./groups.ts";

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
  return `${cellCount(counts.cells)} in ${(elapsedMs / 1000).toFixed(1)} s: ${parts.join(", ")}; ${verdict}${
    interrupted ? paint("unexpected", " (interrupted)") : ""
  }`;
};

const describe = (
  { title, diagnosis, cells, unexpected }: Group,
  all: readonly CellResult[],
  paint: Paint,
): string[] => {
  const look = unexpected > 0 ? "unexpected" : "known";
  const first = cells.find(({ verdict }) => verdict !== "expected") ?? cells[0];
  const why = unexpected > 0 ? first?.verdictReason : null;
  // Of what was not run the title has it already.
  const reason = why && !title.startsWith(why) ? [why] : [];
  return [
    `${paint(look, title)} (${cellCount(cells.length)})`,
    ...[
      ...causeLines(diagnosis),
      ...reason,
      ...nextStepLines(diagnosis),
      ...patternLines(cells, all),
      ...groupContrasts(cells).map(
        ({ outcome, with: change, cell }) => `${outcome} with ${change} (${cell})`,
      ),
      ...idLines(cells),
      ...commandLines(first),
    ].map((line) => `  ${line}`),
  ];
};

/** One line for a failure as it happens. */
export const failureLine = (shown: CellResult, paint: Paint): string => {
  const cell = printable(shown);
  const cause = cell.diagnosis?.causes[0];
  const what = cause ? `${cause.code}: ${cause.sentence}` : headline(cell.outcome);
  return `${paint("unexpected", `${cell.verdict} `)}${cell.id}: ${what}`;
};
