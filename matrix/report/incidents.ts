import { certaintyOf } from "../domain/doubt.ts";
import type { Incident } from "../domain/incident.ts";
import { headline } from "../domain/outcome.ts";
import type { CellResult, RunResult } from "../domain/run-result.ts";
import { sideWords } from "../domain/side-words.ts";
import { codeBlock, codeSpan, ownProse, prose } from "./format/markdown.ts";
import { repeatable } from "./repeatable.ts";

/**
 * Reported incidents with what a run showed of them: each as it failed, with the evidence, and the same after
 * the fix. Markdown, the same for the same result.
 */
export const incidentsPage = (incidents: readonly Incident[], result: RunResult): string => {
  const cells = new Map(result.cells.map((cell) => [cell.id, cell]));
  return [
    "# Incidents",
    "",
    "Failures that people reported, run for real. A cell says which client reaches which server by which way; its",
    "diagnosis is the tool's, from evidence alone. ✗ marks what is not as the incident's record says.",
    "",
    ...incidents.flatMap((incident) => [...section(incident, cells), ""]),
    `Made by ${codeSpan(`handshake-matrix run --preset ${result.preset}`)}.`,
    "",
  ].join("\n");
};

const section = (incident: Incident, cells: ReadonlyMap<string, CellResult>): readonly string[] => [
  `## ${incident.id}. ${incident.title}`,
  "",
  "**Seen:**",
  "",
  ...codeBlock(incident.symptom),
  "",
  `**Made sure of:** ${oneLine(incident.checked)}`,
  "",
  `**The matter:** ${oneLine(incident.matter)}`,
  "",
  ...incident.failing.flatMap((failing) => [...failure(failing, cells.get(failing.cell)), ""]),
  `**The fix:** ${oneLine(incident.fix)}`,
  "",
  ...incident.passing.map((id) => `- ${passMark(cells.get(id))} ${codeSpan(id)}`),
];

const failure = (
  { cell: id, shows, cause: code, side }: Incident["failing"][number],
  cell: CellResult | undefined,
): readonly string[] => {
  const cause = cell?.diagnosis?.causes[0];
  if (!cause) {
    return [`- ✗ ${codeSpan(id)} (${ownProse(shows)}): ${endOf(cell)}`];
  }
  const as = cause.code === code && cause.side === side && cause.decided ? "" : "✗ ";
  return [
    `- ${as}${codeSpan(id)} (${ownProse(shows)}): **${cause.code}**, ${cause.side ? sideWords(cause.side) : "on a side that is not known"}${cause.decided ? "" : `, ${certaintyOf(cause, 0)}`}. ${prose(repeatable(cause.sentence))}`,
    ...cause.matched.map(({ by, text }) => `  - ${by}: ${codeSpan(repeatable(text))}`),
  ];
};

const passMark = (cell: CellResult | undefined): string =>
  cell?.outcome.kind === "passed" ? "✅" : `✗ ${endOf(cell)}`;

const endOf = (cell: CellResult | undefined): string =>
  cell ? prose(headline(cell.outcome)) : "not in this run";

const oneLine = (text: string): string => text.trim().replace(/\s+/g, " ");
