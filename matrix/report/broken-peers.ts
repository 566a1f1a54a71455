import type { CellResult, RunResult } from "../domain/run-result.ts";
import { codeSpan, prose, row, ruler } from "./format/markdown.ts";

/**
 * What the diagnosis makes of peers that are broken on purpose: a row for each fault, a column for each
 * healthy implementation that met it. Markdown, the same for the same result.
 */
export const brokenPeers = (result: RunResult): string => {
  const sections = sectionsOf(result.cells);
  return [
    "# Broken peers",
    "",
    "Each row is a peer that is broken in one way, for real, against healthy implementations. An entry is the first",
    "cause that the diagnosis names, and the side at fault; ✓ is a pair that works all the same. What it must name is",
    "in `fixtures/peers/`; an entry that differs is marked ✗, one that the evidence does not decide with ?.",
    "",
    totals(result.cells),
    "",
    ...sections.flatMap(({ title, axis, cells }) => [`## ${title}`, "", ...table(cells, axis), ""]),
    `Made by ${codeSpan(`handshake-matrix run --preset ${result.preset}`)} with ${prose(versions(result))}.`,
    "",
  ].join("\n");
};

type Section = Readonly<{ title: string; axis: "client" | "server"; cells: readonly CellResult[] }>;

/** A fault belongs to the side that has it; the columns are the other side. */
const sectionsOf = (cells: readonly CellResult[]): readonly Section[] => {
  const sections: readonly Section[] = [
    {
      title: "Servers, by client",
      axis: "client",
      cells: cells.filter(({ server }) => isVariant(server)),
    },
    {
      title: "Clients, by server",
      axis: "server",
      cells: cells.filter(({ client }) => isVariant(client)),
    },
    {
      title: "Server certificates, by client",
      axis: "client",
      cells: cells.filter(({ serverCertificate }) => serverCertificate !== null),
    },
    {
      title: "Client certificates, by server",
      axis: "server",
      cells: cells.filter(({ clientCertificate }) => clientCertificate !== null),
    },
  ];
  return sections.filter((section) => section.cells.length > 0);
};

const isVariant = (id: string) => id.includes(":");

const totals = (cells: readonly CellResult[]): string => {
  const broken = cells.filter(({ outcome }) => outcome.kind !== "passed");
  const right = broken.filter(({ verdict }) => verdict === "expected");
  const wrong = broken.filter(
    ({ verdict, diagnosis }) => verdict !== "expected" && diagnosis?.determinable,
  );
  const undiagnosed = right.filter(({ diagnosis }) => diagnosis?.causes[0]?.code === "undiagnosed");
  return `**${broken.length} failing cells: ${right.length} diagnosed as they must be (${undiagnosed.length} of them rightly as \`undiagnosed\`), ${wrong.length} wrong causes stated as decided.**`;
};

const table = (cells: readonly CellResult[], axis: "client" | "server"): readonly string[] => {
  const columns = [...new Set(cells.map((cell) => cell[axis]))];
  const faults = [...new Set(cells.map((cell) => faultOf(cell, axis)))];
  return [
    row(["fault", ...columns.map(prose)]),
    ruler(columns.length + 1),
    ...faults.map((fault) => {
      const of = (column: string) =>
        cells.filter((cell) => cell[axis] === column && faultOf(cell, axis) === fault);
      return row([prose(fault), ...columns.map((column) => entry(of(column)))]);
    }),
  ];
};

const faultOf = (cell: CellResult, axis: "client" | "server"): string => {
  const fault = cell.serverCertificate ?? cell.clientCertificate;
  if (fault !== null) return fault;
  const peer = axis === "client" ? cell.server : cell.client;
  return `${peer.slice(peer.indexOf(":") + 1)}, ${cell.mode}`;
};

/** Cells that differ in the broken side's language alone, each answer once. */
const entry = (cells: readonly CellResult[]): string =>
  [...new Set(cells.map(answer))].join("; ") || "–";

const answer = (cell: CellResult): string => {
  const mark = cell.verdict === "expected" ? "" : " ✗";
  const cause = cell.diagnosis?.causes[0];
  if (!cause) return cell.outcome.kind === "passed" ? `✓${mark}` : `${cell.outcome.kind}${mark}`;
  const open = cause.decided || cause.code === "undiagnosed" ? "" : " ?";
  return `${cause.code}${cause.side ? ` (${cause.side})` : ""}${open}${mark}`;
};

const versions = ({ implementations }: RunResult): string => {
  const healthy = implementations.filter(({ id }) => !isVariant(id));
  return healthy
    .map(({ stack, tls }) => `${stack[0]?.name} ${stack[0]?.version} (${tls.name} ${tls.version})`)
    .join(", ");
};
