import { axisRow, knobAxes, knobOf, modes } from "../../domain/axes.ts";
import type { CellSummary } from "./cell-view.ts";

/** Clients with their modes in rows, servers with their keys in columns: no place has two cells. */
export type GridTable = Readonly<{
  /** What its cells have beside these on the other axes: "TLS version 1.2"; empty where that is every axis's default. */
  title: string;
  columns: readonly Readonly<{ server: string; keys: readonly string[] }>[];
  rows: readonly Readonly<{
    client: string;
    modes: readonly Readonly<{
      mode: string;
      /** For each server, of each of its keys; null where no cell is shown. */
      places: readonly (readonly (CellSummary | null)[])[];
    }>[];
  }>[];
}>;

/** A table for each choice on the axes that have none of its sides, that of the defaults first. */
export const gridTables = (cells: readonly CellSummary[]): readonly GridTable[] =>
  [...Map.groupBy(cells, titleOf)]
    .map(([title, members]) => tableOf(title, members))
    .sort((a, b) => Number(a.title !== "") - Number(b.title !== ""));

const titleOf = ({ axes }: CellSummary): string =>
  knobAxes
    .filter((axis) => axes[axis] !== (knobOf(axis).default ?? axisRow(axis).absent?.among))
    .map((axis) => `${axisRow(axis).title} ${axes[axis]}`)
    .join(", ");

/** As in an id: both keys where the sides differ; empty without TLS. */
const keysOf = ({ axes: { clientKey, serverKey }, mode }: CellSummary): string => {
  if (mode === "none") return "";
  return mode === "tls" || clientKey === serverKey ? serverKey : `${clientKey}-${serverKey}`;
};

const tableOf = (title: string, cells: readonly CellSummary[]): GridTable => {
  const places = new Map(
    cells.map((cell) => [placeOf(cell.client, cell.mode, cell.server, keysOf(cell)), cell]),
  );
  const columns = [...Map.groupBy(cells, ({ server }) => server)].map(([server, own]) => ({
    server,
    keys: [...new Set(own.map(keysOf))].sort((a, b) => Number(a !== "") - Number(b !== "")),
  }));
  const rows = [...Map.groupBy(cells, ({ client }) => client)].map(([client, own]) => {
    const used = new Set<string>(own.map(({ mode }) => mode));
    return {
      client,
      modes: modes
        .filter((mode) => used.has(mode))
        .map((mode) => ({
          mode,
          places: columns.map(({ server, keys }) =>
            keys.map((key) => places.get(placeOf(client, mode, server, key)) ?? null),
          ),
        })),
    };
  });
  return { title, columns, rows };
};

const placeOf = (...parts: readonly string[]) => parts.join(" ");
