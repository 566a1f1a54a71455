import { areas, type Behaviour } from "../behaviours/behaviour.ts";
import { behaviours } from "../behaviours/behaviours.ts";
import { interopCases } from "../behaviours/interop/interop-cases.ts";
import { pluginBehaviours } from "../behaviours/plugin/plugin-behaviours.ts";
import type { Finding } from "../domain/behaviour.ts";
import type { CellResult, ImplementationVersions, RunResult } from "../domain/run-result.ts";
import { codeSpan, prose, row, ruler } from "./format/markdown.ts";
import { interopTable } from "./interop-table.ts";

type Named = Pick<Behaviour, "name" | "title" | "advice" | "area">;

/** What one library does in one behaviour, in each pair that shows it. */
type Deviation = Readonly<{
  finding: Finding;
  /** The implementation at fault; both ends of a pair where nobody can tell. */
  who: string;
  /** The cells that show it. */
  cells: readonly CellResult[];
  /** With how many others that implementation was asked for it in the same role. */
  of: number;
}>;

/**
 * Behaviours against pairs: who deviates from the specification, who does what it leaves open, and what happens at times.
 * Markdown, the same for the same result but for rates.
 */
export const behavioursReport = (result: RunResult): string => {
  const cells = result.cells.filter(({ behaviour }) => behaviour !== null);
  const shown: readonly Named[] = [...behaviours, ...pluginBehaviours, ...interopCases].filter(
    ({ name }) => cells.some(({ behaviour }) => behaviour === name),
  );
  const all = new Map(shown.map(({ name }) => [name, deviationsOf(name, cells)]));
  const deviations = [...all.values()].flat();
  const violations = deviations.filter(({ finding }) => finding.kind === "violation");
  const pairs = new Set(cells.map(({ client, server }) => `${client} ${server}`));
  const clean = shown.filter(({ name }) => (all.get(name) ?? []).length === 0);
  const chapter = (heading: string, kind: Finding["kind"]): readonly string[] => {
    const sections = shown.flatMap((one) =>
      section(one, all.get(one.name) ?? [], kind, result.implementations),
    );
    return sections.length === 0 ? [] : [`## ${heading}`, "", ...sections];
  };
  return [
    "# What libraries do beyond put and get",
    "",
    `**${counted(shown.length, "behaviour")} in ${counted(pairs.size, "pair")}: ${counted(violations.length, "violation")} of the specification,** ${clean.length} in which every pair does as specified.`,
    "An application tells its library to do each of these; frames and reports are held against gRPC's specification",
    "and RFC 9113, what hosts and plugins do against go-plugin itself, and a case of the interop suites against its description",
    "there. A violation is what they forbid, a difference what they leave open.",
    "",
    ...counts(violations),
    "",
    row(["behaviour", "violations", "differences", "at times"]),
    ruler(4),
    ...areas.flatMap((area) =>
      shown
        .filter((one) => one.area === area)
        .map(({ name, title }) => {
          const own = all.get(name) ?? [];
          const of = (kind: Finding["kind"]) =>
            own
              .filter(({ finding }) => finding.kind === kind)
              .map(who)
              .filter((one, at, list) => list.indexOf(one) === at)
              .join(", ");
          return row([
            `${codeSpan(name)}: ${prose(title)}`,
            of("violation") || "–",
            of("permitted") || "–",
            of("rate") || "–",
          ]);
        }),
    ),
    "",
    ...interopTable(cells),
    ...chapter("Violations", "violation"),
    ...chapter("Differences that the specification leaves open", "permitted"),
    ...chapter("What happens at times", "rate"),
    ...holes(cells),
    `Made by ${codeSpan(`handshake-matrix run --preset ${result.preset}`)} with`,
    "",
    ...result.implementations.map(
      ({ id, stack, runtime }) =>
        `- ${codeSpan(id)}: ${prose(`${stack[0]?.name} ${stack[0]?.version}, ${runtime.name} ${runtime.version}`)}`,
    ),
    "",
  ].join("\n");
};

/** What an end of a pair has no way to do, by its own words. */
const holes = (cells: readonly CellResult[]): readonly string[] => {
  const told = cells.flatMap(({ behaviour, outcome }) =>
    outcome.kind === "unsupported"
      ? [`- ${codeSpan(behaviour ?? "")}: ${prose(outcome.by)}: ${prose(outcome.reason)}`]
      : [],
  );
  return told.length === 0 ? [] : ["## What could not be tried", "", ...new Set(told), ""];
};

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

/** "node server: 4 violations", the most first. */
const counts = (violations: readonly Deviation[]): readonly string[] => {
  const by = new Map<string, number>();
  for (const violation of violations) {
    const name = who(violation);
    by.set(name, (by.get(name) ?? 0) + 1);
  }
  return [...by]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([name, count]) => `- ${name}: ${counted(count, "violation")}`);
};

/** "`go` server". */
const who = ({ who, finding }: Deviation): string =>
  finding.by === null ? codeSpan(who) : `${codeSpan(who)} ${finding.by}`;

const section = (
  { name, title, advice }: Named,
  deviations: readonly Deviation[],
  kind: Finding["kind"],
  implementations: readonly ImplementationVersions[],
): readonly string[] => {
  const own = deviations.filter(({ finding }) => finding.kind === kind);
  if (own.length === 0) return [];
  return [
    `### ${capitalized(prose(title))}`,
    "",
    ...own.flatMap((deviation) => [
      `- **${who(deviation)}**${versionOf(deviation, implementations)}: ${prose(deviation.finding.sentence)}${tail(deviation)}`,
      ...(kind === "violation"
        ? [`  ${codeSpan(`handshake-matrix cell '${deviation.cells[0]?.id}'`)}`]
        : []),
      ...ownAdvice(deviation.finding).map((one) => `  ${livingWith(one)}`),
    ]),
    "",
    ...(advice !== undefined && own.some(({ finding }) => ownAdvice(finding).length === 0)
      ? [livingWith(advice), ""]
      : []),
    ...(kind === "violation" ? knownOf(own) : []),
    ...clausesOf(own, name),
  ];
};

const ownAdvice = (finding: Finding): readonly string[] =>
  "advice" in finding && finding.advice !== undefined ? [finding.advice] : [];

const livingWith = (advice: string) => `To live with it: ${prose(lowered(advice))}`;

/** " (grpc-go 1.85.0)", the library of who deviates; empty of both ends together. */
const versionOf = (
  { who }: Deviation,
  implementations: readonly ImplementationVersions[],
): string => {
  const [library] = implementations.find(({ id }) => id === who)?.stack ?? [];
  return library ? ` (${prose(`${library.name} ${library.version}`)})` : "";
};

/** Why, and where that can be read, as the expectations have it. */
const knownOf = (deviations: readonly Deviation[]): readonly string[] => {
  const known = deviations.flatMap(({ cells }) =>
    cells.flatMap((cell) =>
      cell.known ? [`- ${prose(`${cell.known.reason} (${cell.known.source})`)}`] : [],
    ),
  );
  return known.length === 0 ? [] : ["What is known of it:", "", ...new Set(known), ""];
};

const lowered = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const capitalized = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const tail = ({ finding, cells, of }: Deviation): string => {
  if (finding.kind === "rate") {
    const times = cells.flatMap(({ client, server, findings = [] }) =>
      findings.flatMap((one) =>
        one.kind === "rate" && one.sentence === finding.sentence
          ? [`${one.times} of ${one.of} in ${client} → ${server}`]
          : [],
      ),
    );
    return ` (${prose(times.join(", "))})`;
  }
  const others = finding.by === "client" ? "servers" : "clients";
  const peers = peersOf(cells, finding.by);
  return finding.by === null || peers === of ? "" : ` (with ${peers} of ${of} ${others})`;
};

/** How many implementations stand at the other end. */
const peersOf = (cells: readonly CellResult[], by: Finding["by"]): number =>
  new Set(cells.map((cell) => (by === "client" ? cell.server : cell.client))).size;

const clausesOf = (deviations: readonly Deviation[], name: string): readonly string[] => {
  const clauses = deviations.flatMap(({ finding }) =>
    "clause" in finding ? [finding.clause] : [],
  );
  return clauses.length === 0
    ? []
    : [`${codeSpan(name)}; ${[...new Set(clauses)].map(prose).join("; ")}.`, ""];
};

const deviationsOf = (name: string, cells: readonly CellResult[]): readonly Deviation[] => {
  const own = cells.filter(({ behaviour, findings }) => behaviour === name && findings);
  const found = new Map<string, Deviation & { cells: CellResult[] }>();
  for (const cell of own) {
    for (const finding of cell.findings ?? []) {
      const who = finding.by === null ? `${cell.client} → ${cell.server}` : cell[finding.by];
      const key = JSON.stringify([finding.kind, finding.by, who, finding.sentence]);
      const of = peersOf(
        own.filter((one) => finding.by === null || one[finding.by] === who),
        finding.by,
      );
      const known = found.get(key) ?? { finding, who, of, cells: [] };
      known.cells.push(cell);
      found.set(key, known);
    }
  }
  return [...found.values()];
};
