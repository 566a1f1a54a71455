import type { Mode } from "../domain/cell.ts";
import { headline } from "../domain/outcome.ts";
import type { CellResult, RunResult } from "../domain/run-result.ts";

/** The table that a maintainer pastes into a README: markdown, the same for the same result. */
export const compatibility = (result: RunResult): string => {
  const notes = footnotes(result.cells);
  const modes = [...new Set(result.cells.map(({ mode }) => mode))];
  return [
    "# Compatibility",
    "",
    `${result.counts.passed} of ${result.counts.cells} cells pass (preset \`${result.preset}\`, ${result.startedAt.slice(0, 10)}). Each pass has put and read back every octet, and each pass under TLS has its controls: what must be refused was refused.`,
    "",
    ...modes.flatMap((mode) => [...modeTable(mode, result.cells, notes), ""]),
    ...(notes.size > 0 ? ["## Why the others do not", ""] : []),
    ...[...notes].map(([note, number]) => `${number}. ${note}`),
    ...(notes.size > 0 ? [""] : []),
    "## Versions",
    "",
    "| implementation | stack | TLS | runtime | program |",
    "|---|---|---|---|---|",
    ...result.implementations.map(({ id, stack, tls, runtime, program }) => {
      const named = (one: { name: string; version: string }) => `${one.name} ${one.version}`;
      return `| ${id} | ${stack.map(named).join(", ")} | ${named(tls)} | ${named(runtime)} | \`${shortDigest(program)}\` |`;
    }),
    "",
    `Orchestrator ${result.orchestrator.version} on Node ${result.orchestrator.node}, ${result.machine.platform} ${result.machine.arch}.`,
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
  const pairs = [...new Set(cells.map(({ client, server }) => `${client}|${server}`))];
  const entry = (pair: string, column: string) => {
    const cell = cells.find(
      (one) => `${one.client}|${one.server}` === pair && columnOf(one) === column,
    );
    return cell ? mark(cell, notes) : "";
  };
  return [
    `## ${titles[mode]}`,
    "",
    `| client | server | ${columns.map((column) => column || "plaintext").join(" | ")} |`,
    `|---|---|${columns.map(() => ":-:|").join("")}`,
    ...pairs.map((pair) => {
      const [client, server] = pair.split("|");
      return `| ${client} | ${server} | ${columns.map((column) => entry(pair, column)).join(" | ")} |`;
    }),
  ];
};

const columnOf = ({ id }: CellResult) => id.split("/").slice(3).join(" ");

const mark = (cell: CellResult, notes: ReadonlyMap<string, number>): string => {
  if (cell.outcome.kind === "passed") return "✅";
  const number = notes.get(noteOf(cell));
  const symbol = cell.outcome.kind === "failed" || cell.outcome.kind === "timed-out" ? "❌" : "–";
  return `${symbol} <sup>${number}</sup>`;
};

const noteOf = (cell: CellResult): string => {
  const cause = cell.diagnosis?.causes[0];
  if (!cause) return headline(cell.outcome);
  const side = cause.side ? `, at fault: ${cause.side}` : "";
  const unsure = cause.decided ? "" : " Not decided by the evidence.";
  return `**${cause.code}**${side}. ${cause.sentence}${unsure}${cause.clause ? ` (${cause.clause})` : ""}`;
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
