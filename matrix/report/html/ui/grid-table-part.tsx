import { Fragment } from "preact";
import { memo } from "preact/compat";
import { lookWords } from "../../look-words.ts";
import { symbols } from "../../symbol.ts";
import type { CellSummary } from "../cell-view.ts";
import type { GridTable } from "../grid-tables.ts";

/** With more columns than this the squares are small, so that ten stacks fit on a screen. */
const mostWideColumns = 40;

export const GridTablePart = memo(
  ({
    table: { columns, rows },
    clients,
    caption,
    first,
  }: {
    table: GridTable;
    /** So many of its clients are drawn. */
    clients: number;
    caption: string | null;
    /** What the Tab key comes to. */
    first: CellSummary | null | undefined;
  }) => {
    const width = columns.reduce((sum, { keys }) => sum + keys.length, 0);
    return (
      <div class="scrolls">
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are opened is a grid
          role="grid"
          aria-label={caption ?? "cells"}
          class={width > mostWideColumns ? "grid dense" : "grid"}
        >
          {caption !== null && <caption>{caption}</caption>}
          <Heads columns={columns} />
          {rows.slice(0, clients).map((row) => (
            <ClientRows key={row.client} row={row} columns={columns} first={first} />
          ))}
        </table>
      </div>
    );
  },
);

type Row = GridTable["rows"][number];

const ClientRows = memo(
  ({
    row: { client, modes },
    columns,
    first,
  }: Pick<GridTable, "columns"> & { row: Row; first: CellSummary | null | undefined }) => (
    <tbody>
      {modes.map(({ mode, places }, row) => (
        <tr key={mode}>
          {row === 0 && (
            <th scope="rowgroup" rowSpan={modes.length} class="client">
              {client}
            </th>
          )}
          <th scope="row" class="mode">
            {mode}
          </th>
          {places.map((own, at) => (
            <Squares key={columns[at]?.server} cells={own} first={first} />
          ))}
        </tr>
      ))}
    </tbody>
  ),
);

const Heads = ({ columns }: Pick<GridTable, "columns">) => (
  <thead>
    <tr>
      <th scope="col" colSpan={2} rowSpan={2} class="corner">
        client ↓ server →
      </th>
      {columns.map(({ server, keys }) => (
        <th key={server} scope="colgroup" colSpan={keys.length + 1} class="server">
          {server}
        </th>
      ))}
    </tr>
    <tr>
      {columns.map(({ server, keys }) => (
        <Fragment key={server}>
          {keys.map((key) => (
            <th key={key} scope="col" class="key">
              <span>{key || "no key"}</span>
            </th>
          ))}
          <td class="gap" />
        </Fragment>
      ))}
    </tr>
  </thead>
);

/** One server's, and the gap after them, which takes what its name needs more. */
const Squares = ({
  cells,
  first,
}: {
  cells: readonly (CellSummary | null)[];
  first: CellSummary | null | undefined;
}) => (
  <>
    {cells.map((cell, at) =>
      cell ? <Square key={at} cell={cell} isFirst={cell === first} /> : <td key={at} />,
    )}
    <td class="gap" />
  </>
);

const Square = ({
  cell: { id, look, cause },
  isFirst,
}: {
  cell: CellSummary;
  isFirst: boolean;
}) => (
  <td
    class={`square ${look}`}
    data-cell={id}
    aria-label={`${id}: ${cause ? `${lookWords(look)}, ${cause}` : lookWords(look)}`}
    tabIndex={isFirst ? 0 : -1}
  >
    {symbols[look]}
  </td>
);
