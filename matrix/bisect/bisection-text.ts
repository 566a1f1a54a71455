import { headline } from "../domain/outcome.ts";
import type { CellResult } from "../domain/run-result.ts";
import { endWords } from "../report/cell-end.ts";
import { printable } from "../report/format/terminal.ts";
import { wrapped } from "../report/ladder/wrapped.ts";
import { type Bisection, differencesIn } from "./bisection.ts";
import type { NotRun, Ran, Tried } from "./halving.ts";

/** Longer lines are hard to read, however wide the screen is. */
const mostColumns = 100;

/** Wraps a text: what follows the first line is indented more. */
type Lines = (text: string, indent: string) => readonly string[];

/** A version as soon as it was tried. */
export const triedLine = (
  library: string,
  one: Tried<CellResult>,
  elapsedMs: number,
  columns = mostColumns,
): string => {
  const came = one.kind === "ran" ? endWords(one.end) : `left out, ${inShort(one)}`;
  const [first = "", ...more] = wrapped(
    `${library} ${one.version}: ${printable(came)} (${seconds(elapsedMs)})`,
    Math.min(columns, mostColumns),
    "  ",
  );
  return [first, ...more].join("\n");
};

/** What was found first, then what it was found by. */
export const bisectionText = (bisection: Bisection, columns = mostColumns): string => {
  const { versions, tried, elapsedMs } = bisection;
  const built = tried.filter(({ kind, buildsMs }) => kind === "ran" && buildsMs > 0).length;
  return `${[
    ...foundLines(bisection, linesOf(Math.min(columns, mostColumns))),
    "",
    `${tried.length} of ${versions.length} versions tried, ${built} of them built, in ${seconds(elapsedMs)}`,
  ].join("\n")}\n`;
};

const foundLines = ({ found, library, at, tried }: Bisection, lines: Lines): readonly string[] => {
  const command = (version: string) => `  → handshake-matrix cell '${at(version).id}'`;
  switch (found.kind) {
    case "not-run": {
      const { oldest, newest } = found;
      const both = oldest.version === newest.version ? [oldest] : [oldest, newest];
      return [
        `no version that was tried runs`,
        ...both.flatMap((one) => lines(`${library} ${one.version}: ${inShort(one)}`, "  ")),
      ];
    }
    case "alike": {
      const { oldest, newest } = found;
      const first =
        oldest.version === newest.version
          ? `${library} ${oldest.version} alone runs of those that were tried`
          : `the outcome is the same with ${library} ${oldest.version} and ${newest.version}`;
      return [first, ...endLines(library, newest, lines), command(newest.version)];
    }
    case "changed": {
      const { before, after, contradicting, skipped } = found;
      const flaky = tried.flatMap((one) =>
        one.kind === "ran" && one.end.verdict === "flaky" ? [one.version] : [],
      );
      const differences = differencesIn(before.end.observed, after.end.observed);
      return [
        `the outcome changes between ${library} ${before.version} and ${after.version}`,
        ...skipped.flatMap((one) =>
          lines(`not known of ${one.version} between them: ${inShort(one)}`, "  "),
        ),
        ...contradicting.flatMap(({ version, end }) =>
          lines(`it changes more than once: ${version} ends with ${endWords(end)}`, "  "),
        ),
        ...flaky.flatMap((version) => lines(`${version} does not always end alike`, "  ")),
        ...[before, after].flatMap((one) => [
          "",
          ...endLines(library, one, lines),
          command(one.version),
        ]),
        ...(differences.length > 0
          ? ["", ...table(before.version, after.version, differences)]
          : []),
      ];
    }
  }
};

const endLines = (
  library: string,
  { version, end }: Ran<CellResult>,
  lines: Lines,
): readonly string[] => {
  const cause = end.diagnosis?.causes[0];
  return [
    ...lines(`${library} ${version}: ${headline(end.outcome)}`, ""),
    ...(cause ? lines(`  ${cause.code}: ${cause.sentence}`, "  ") : []),
  ];
};

/** Observed properties side by side. */
const table = (
  before: string,
  after: string,
  differences: ReturnType<typeof differencesIn>,
): readonly string[] => {
  const rows = [
    ["observed", before, after],
    ...differences.map((one) => [one.property, one.before ?? "–", one.after ?? "–"]),
  ].map((row) => row.map((cell) => printable(cell)));
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const [first, second] = [width(0), width(1)];
  return rows.map(
    ([name = "", left = "", right = ""]) =>
      `${name.padEnd(first)}  ${left.padEnd(second)}  ${right}`,
  );
};

const linesOf =
  (columns: number): Lines =>
  (text, indent) => {
    const start = indent === "" ? text : `${indent}${text.trimStart()}`;
    const [first = "", ...more] = wrapped(start, columns, `${indent}  `);
    return [indent + first, ...more];
  };

/** Why it does not run, without the command that shows all of it. */
const inShort = ({ reason }: NotRun): string => reason.split("; by hand: ")[0] ?? reason;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
