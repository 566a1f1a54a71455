import { type Axis, axisNames, axisRow } from "../../domain/axes.ts";
import type { Finding } from "../../domain/behaviour.ts";
import type { CauseCode, Quote } from "../../domain/cause.ts";
import type { CellResult } from "../../domain/run-result.ts";
import type { Drawing } from "../ladder/drawing.ts";
import { nextCommand } from "../next-command.ts";
import { type Look, lookOf } from "../symbol.ts";

/** What lies beside results.json of one cell. What was not kept is null. */
export type CellFiles = Readonly<{
  handshake: Drawing | null;
  clientStderr: string | null;
  serverStderr: string | null;
  /** Address of the capture, relative to results.json. */
  capture: string | null;
}>;

/** What the overview has of a cell. */
export type CellSummary = Readonly<
  Pick<CellResult, "id" | "client" | "server" | "mode" | "verdict"> & {
    look: Look;
    axes: Readonly<Record<Axis, string>>;
    /** The first cause; null where there is none. */
    cause: CauseCode | null;
  }
>;

/** What is shown of a cell when it is open. */
export type CellDetail = Readonly<
  Pick<CellResult, "outcome" | "verdictReason" | "known" | "diagnosis" | "contrast" | "again"> & {
    steps: readonly Pick<
      CellResult["steps"][number],
      "name" | "passed" | "difference" | "elapsedMs"
    >[];
    controls: readonly Pick<CellResult["controls"][number], "name" | "result" | "saw">[];
    findings: readonly FindingView[];
    observed: readonly ObservedView[];
    elapsedMs: number;
    /** The next command to type; null where nothing helps. */
    next: string | null;
    files: CellFiles | null;
  }
>;

/** What the cell's behaviour showed, a sentence, and the rule that it is held against. */
export type FindingView = Readonly<{
  kind: Finding["kind"];
  sentence: string;
  clause: string | null;
  saw: readonly Quote[];
}>;

export type ObservedView = Readonly<{
  name: keyof CellResult["observed"];
  value: string;
  by: string;
}>;

export const cellSummary = (cell: CellResult): CellSummary => ({
  id: cell.id,
  client: cell.client,
  server: cell.server,
  mode: cell.mode,
  look: lookOf(cell),
  verdict: cell.verdict,
  cause: cell.diagnosis?.causes[0]?.code ?? null,
  axes: Object.fromEntries(
    axisNames.map((axis) => [axis, cell[axis] ?? axisRow(axis).absent?.among ?? "none"]),
  ) as CellSummary["axes"],
});

export const cellDetail = (cell: CellResult, files: CellFiles | null): CellDetail => ({
  outcome: cell.outcome,
  verdictReason: cell.verdictReason,
  ...(cell.known && { known: cell.known }),
  diagnosis: cell.diagnosis,
  contrast: cell.contrast,
  again: cell.again,
  steps: cell.steps.map(({ name, passed, difference, elapsedMs }) => ({
    name,
    passed,
    difference,
    elapsedMs: tenths(elapsedMs),
  })),
  controls: cell.controls.map(({ name, result, saw }) => ({ name, result, saw })),
  findings: (cell.findings ?? []).map(findingView),
  observed: Object.entries(cell.observed).flatMap(([name, fact]) =>
    fact ? [{ name: name as ObservedView["name"], value: fact.value, by: fact.by }] : [],
  ),
  elapsedMs: tenths(cell.elapsedMs),
  next: nextCommand(cell),
  files,
});

const findingView = (finding: Finding): FindingView => {
  const { kind, by, sentence } = finding;
  const who = by === null ? "" : `${by}: `;
  switch (kind) {
    case "violation":
      return { kind, sentence: `${who}${sentence}`, clause: finding.clause, saw: finding.saw };
    case "permitted":
      return { kind, sentence: `${who}${sentence}`, clause: finding.clause, saw: [] };
    case "rate":
      return {
        kind,
        sentence: `${who}${sentence}, ${finding.times} of ${finding.of} times`,
        clause: null,
        saw: [],
      };
  }
};

/** As they are shown. */
const tenths = (milliseconds: number) => Math.round(milliseconds * 10) / 10;
