import type { Planted } from "../../../fixtures/behaviours/planted-harnesses/row.ts";
import type { CellResult } from "../../domain/run-result.ts";
import { copyName, implementationId } from "./copies.ts";
import type { Language } from "./languages.ts";
import { plain } from "./plain.ts";
import { pairOf } from "./preset.ts";

/** What became of a row in a run. */
export type Judged = Readonly<{
  row: Planted;
  /** The behaviours that find it. */
  found: readonly string[];
  /** What is not as the row says, a sentence each. */
  faults: readonly string[];
}>;

/** Holds the cells of a run against the rows that were planted for it. */
export const judged = (
  language: Language,
  rows: readonly Planted[],
  cells: readonly CellResult[],
): readonly Judged[] => rows.map((row) => judgedRow(language, row, cells));

const judgedRow = (language: Language, row: Planted, cells: readonly CellResult[]): Judged => {
  const own = cellsOf(language, row, copyName(row), cells);
  const usual = cellsOf(language, row, plain, cells);
  const shown = own
    .map((cell) => ({ cell, violations: beyond(cell, usual) }))
    .filter(({ violations }) => violations.length > 0);
  const found = shown.map(({ cell }) => cell.behaviour ?? "").toSorted();
  return {
    row,
    found,
    faults: [
      ...row.shows.filter((name) => !found.includes(name)).map((name) => `${name} finds nothing`),
      ...found
        .filter((name) => !row.shows.includes(name))
        .map((name) => `${name} finds it too: ${sentencesOf(shown, name)}`),
      ...shown.flatMap(({ cell, violations }) =>
        violations
          .filter(({ by }) => by !== row.end)
          .map(({ by, sentence }) => `${cell.behaviour} blames ${by ?? "nobody"}: ${sentence}`),
      ),
      ...notComeTo(own),
      // Without these the library's own would be taken for the row's.
      ...notComeTo(usual.filter(({ behaviour }) => found.includes(behaviour ?? ""))).map(
        (fault) => `without the violation ${fault}`,
      ),
    ],
  };
};

const notComeTo = (cells: readonly CellResult[]): readonly string[] =>
  cells
    .filter(({ outcome, findings }) => outcome.kind !== "unsupported" && !findings)
    .map(
      ({ behaviour, outcome }) =>
        `${behaviour} is not come to: ${JSON.stringify(outcome).slice(0, 200)}`,
    );

const cellsOf = (
  language: Language,
  { end, against }: Planted,
  copy: string,
  cells: readonly CellResult[],
) => {
  const id = implementationId(language, copy);
  return cells.filter((cell) => {
    const pair = pairOf(end, id, against, cell.behaviour ?? "");
    return cell.client === pair.client && cell.server === pair.server;
  });
};

type Violation = Extract<NonNullable<CellResult["findings"]>[number], { kind: "violation" }>;

const violationsOf = ({ findings = [] }: CellResult): readonly Violation[] =>
  findings.flatMap((one) => (one.kind === "violation" ? [one] : []));

/** What a cell shows that the library does not do by itself. */
const beyond = (cell: CellResult, usual: readonly CellResult[]): readonly Violation[] => {
  const known = usual
    .filter(({ behaviour }) => behaviour === cell.behaviour)
    .flatMap(violationsOf)
    .map(({ by, sentence }) => `${by} ${sentence}`);
  return violationsOf(cell).filter(({ by, sentence }) => !known.includes(`${by} ${sentence}`));
};

const sentencesOf = (
  shown: readonly Readonly<{ cell: CellResult; violations: readonly Violation[] }>[],
  behaviour: string,
): string =>
  shown
    .filter(({ cell }) => cell.behaviour === behaviour)
    .flatMap(({ violations }) => violations.map(({ sentence }) => sentence))
    .join("; ");
