import type { Mode } from "../domain/cell.ts";
import { certaintyOf } from "../domain/doubt.ts";
import type { CellResult, RunResult } from "../domain/run-result.ts";
import { sideWords } from "../domain/side-words.ts";
import { groupWords } from "./cell-end.ts";
import { codeSpan, prose, row, ruler } from "./format/markdown.ts";

/** The table that a maintainer pastes into a README: markdown, the same for the same result. */
export const compatibility = (result: RunResult): string => {
  const notes = footnotes(result.cells);
  const modes = [...new Set(result.cells.map(({ mode }) => mode))];
  return [
    "# Compatibility",
    "",
    `${result.counts.passed} of ${result.counts.cells} cells pass (preset ${codeSpan(result.preset)}, ${prose(result.startedAt.slice(0, 10))}). Each pass has put and read back every byte, and each pass under TLS has its controls: what must be refused was refused.`,
    "",
    ...modes.flatMap((mode) => [...modeTable(mode, result.cells, notes), ""]),
    ...(notes.size > 0 ? ["## Why the others do not", ""] : []),
    ...[...notes].map(([note, number]) => `${number}. ${note}`),
    ...(notes.size > 0 ? [""] : []),
    "## Versions",
    "",
    row(["implementation", "stack", "TLS", "runtime", "program"]),
    ruler(5),
    ...result.implementations.map(({ id, stack, tls, runtime, program }) => {
      const named = (one: { name: string; version: string }) => prose(`${one.name} ${one.version}`);
      const digest = codeSpan(shortDigest(program));
      return row([prose(id), stack.map(named).join(", "), named(tls), named(runtime), digest]);
    }),
    "",
    prose(
      `Orchestrator ${result.orchestrator.version} on Node ${result.orchestrator.node}, ${result.machine.platform} ${result.machine.arch}.`,
    ),
    "",
  ].join("\n");
};

/** Enough to tell the programs of two runs apart. */
const shortDigest = (program: string): string => program.slice("sha256:".length).slice(0, 12);

const titles: Readonly<Record<Mode, string>> = {
  none: "No TLS",
  tls: "TLS: the server authenticates itself",
  mtls: "Mutual TLS: both sides have certificates",
  "auto-mtls": "go-plugin's automatic mutual TLS",
};

/** A column for each combination of key types and other axes, a row for each pair. */
const modeTable = (
  mode: Mode,
  all: readonly CellResult[],
  notes: ReadonlyMap<string, number>,
): readonly string[] => {
  const cells = all.filter((cell) => cell.mode === mode);
  const columns = [...new Set(cells.map(columnOf))];
  const pairs = Map.groupBy(cells, pairOf);
  const marksOf = (ofPair: readonly CellResult[]): readonly string[] => {
    const marks = new Map(ofPair.map((cell) => [columnOf(cell), mark(cell, notes)]));
    return columns.map((column) => marks.get(column) ?? "");
  };
  return [
    `## ${titles[mode]}`,
    "",
    row(["client", "server", ...columns.map((column) => prose(column) || "plaintext")]),
    ruler(columns.length + 2, 2),
    ...[...pairs.values()].map((ofPair) =>
      row([prose(ofPair[0]?.client ?? ""), prose(ofPair[0]?.server ?? ""), ...marksOf(ofPair)]),
    ),
  ];
};

const pairOf = ({ client, server }: CellResult) => `${client} → ${server}`;

const columnOf = ({ id }: CellResult) => id.split("/").slice(3).join(" ");

const mark = (cell: CellResult, notes: ReadonlyMap<string, number>): string => {
  if (cell.outcome.kind === "passed") return "✅";
  const number = notes.get(noteOf(cell));
  const symbol = cell.outcome.kind === "failed" || cell.outcome.kind === "timed-out" ? "❌" : "–";
  return `${symbol} <sup>${number}</sup>`;
};

const noteOf = (cell: CellResult): string => {
  const cause = cell.diagnosis?.causes[0];
  if (!cause) return prose(groupWords(cell));
  const side = cause.side ? `, ${sideWords(cause.side)}` : "";
  const certainty = cause.decided ? "" : ` (${certaintyOf(cause, 0)})`;
  const doubt = cause.doubt ? ` Not certain: ${prose(cause.doubt)}.` : "";
  const clause = cause.clause ? ` (${prose(cause.clause)})` : "";
  return `**${cause.code}**${certainty}${side}. ${prose(cause.sentence)}${doubt}${clause}`;
};

const footnotes = (cells: readonly CellResult[]): ReadonlyMap<string, number> => {
  const notes = new Map<string, number>();
  for (const cell of cells) {
    if (cell.outcome.kind === "passed") continue;
    const note = noteOf(cell);
    if (!notes.has(note)) notes.set(note, notes.size + 1);
  }
  return notes;
};
