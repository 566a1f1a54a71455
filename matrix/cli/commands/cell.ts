import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Finding } from "../../domain/behaviour.ts";
import { headline } from "../../domain/outcome.ts";
import type { CellResult, RunResult } from "../../domain/run-result.ts";
import { printable } from "../../report/format/terminal.ts";
import { summary } from "../../report/summary.ts";
import { parseCellId } from "../../run/axes/cell-id.ts";
import { type HarnessOptions, readInputs } from "../../run/planned.ts";
import { cellFolder } from "../../run/results/cell-folder.ts";
import { runPlan } from "../../run/run-plan.ts";
import type { Console } from "./console.ts";
import { planOfCell } from "./plan-of-cell.ts";
import { shownWhile } from "./shown-while.ts";

/** Lines of a process's stderr that are shown; the rest is in the file. */
const shownLines = 30;

/** Runs one cell with every proof step and the libraries' debug output on, and shows what was seen. */
export const runSingleCell = async (
  id: string,
  options: HarnessOptions & Readonly<{ out: string }>,
  console: Console,
  signal: AbortSignal,
): Promise<number> => {
  const cell = parseCellId(id);
  const inputs = await readInputs([cell], options);
  const plan = planOfCell("cell", cell, inputs);
  const how = {
    jobs: 1,
    as: "beside latest",
    allowMissing: false,
    debug: true,
    capture: "all",
  } as const;
  const { result, path } = await shownWhile(
    { ...console, isTerminal: false },
    plan.cells,
    (progress) =>
      runPlan(
        plan,
        inputs,
        { ...how, out: options.out, command: console.command },
        progress,
        signal,
      ),
  );
  const folder = cellFolder(path, cell.id);
  const [only] = result.cells;
  if (only) console.out(`\n${facts(printable(only))}`);
  console.out(await readFile(join(folder, "handshake.txt"), "utf8").catch(() => ""));
  for (const file of ["client-stderr.txt", "intermediary-log.txt", "server-stderr.txt"]) {
    console.out(await shown(file, join(folder, file)));
  }
  console.out(
    `\n${summary(result, folder, { ...console, resume: `handshake-matrix cell '${id}'` })}`,
  );
  return exitCode(result);
};

const exitCode = ({ counts }: RunResult) => (counts.unexpected === 0 ? 0 : 1);

const facts = (cell: CellResult): string => {
  const observed = Object.entries(cell.observed).flatMap(([name, fact]) =>
    fact ? [`  ${name.padEnd(22)} ${fact.value}  (by ${fact.by})`] : [],
  );
  const steps = cell.steps.map(
    ({ name, passed, difference, elapsedMs }) =>
      `  ${passed ? "✓" : "✗"} ${name.padEnd(14)} ${elapsedMs.toFixed(1)} ms${difference ? `  ${difference}` : ""}`,
  );
  const controls = cell.controls.map(
    ({ name, result, saw }) => `  ${result === "refused" ? "✓" : "✗"} ${name}: ${saw}`,
  );
  const section = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? [title, ...lines, ""] : [];
  return [
    `${cell.id}: ${headline(cell.outcome)}`,
    "",
    ...section("observed", observed),
    ...section("proof", steps),
    ...section("held against the specification", (cell.findings ?? []).flatMap(findingLines)),
    ...section("controls (what must be refused)", controls),
  ].join("\n");
};

const findingLines = (finding: Finding): readonly string[] => {
  const who = finding.by === null ? "" : `${finding.by}: `;
  switch (finding.kind) {
    case "violation":
      return [
        `  ✗ ${who}${finding.sentence}`,
        `    ${finding.clause}`,
        ...finding.saw.map(({ by, text }) => `    ${by}: ${text}`),
      ];
    case "permitted":
      return [`  ✓ ${who}${finding.sentence}, which is left open`, `    ${finding.clause}`];
    case "rate":
      return [`  ✓ ${who}${finding.sentence}, ${finding.times} of ${finding.of} times`];
  }
};

const shown = async (title: string, file: string): Promise<string> => {
  const text = await readFile(file, "utf8").catch(() => "");
  if (text.trim() === "") return "";
  const lines = text.trimEnd().split("\n");
  const head =
    lines.length > shownLines ? `${title}, last ${shownLines} of ${lines.length} lines` : title;
  return `\n${head}\n${lines
    .slice(-shownLines)
    .map((line) => `  ${line}`)
    .join("\n")}\n`;
};
