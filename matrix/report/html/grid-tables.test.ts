import { expect, test } from "vitest";
import { cellResult } from "../../tooling/test/results.ts";
import { cellSummary } from "./cell-view.ts";
import { type GridTable, gridTables } from "./grid-tables.ts";

const tablesOf = (...ids: readonly string[]) =>
  gridTables(ids.map((id) => cellSummary(cellResult(id))));

/** A table as text: a line for each mode of a client. */
const drawn = ({ title, columns, rows }: GridTable) => [
  title,
  columns.map(({ server, keys }) => `${server}: ${keys.join(" ")}`).join(" | "),
  ...rows.flatMap(({ client, modes }) =>
    modes.map(
      ({ mode, places }) =>
        `${client} ${mode} ${places.map((own) => own.map((c) => (c ? "x" : ".")).join("")).join("|")}`,
    ),
  ),
];

test.for([
  { name: "no cell", ids: [], tables: [] },
  {
    name: "a square for each mode and key type, plaintext first",
    ids: ["go/go/tls/p256", "go/go/tls/p521", "go/go/none", "python/go/mtls/p521"],
    tables: [["", "go:  p256 p521", "go none x..", "go tls .xx", "python mtls ..x"]],
  },
  {
    name: "sides with keys of their own have a column of their own",
    ids: [
      "go/python/auto-mtls/p256",
      "go/python/auto-mtls/p521-p384",
      "go/go:stock/auto-mtls/p256",
    ],
    tables: [["", "python: p256 p521-p384 | go:stock: p256", "go auto-mtls xx|x"]],
  },
  {
    name: "a table for each choice on the other axes, that of the defaults first",
    ids: ["go/go/tls/p256/tls=1.2", "go/go/tls/p256", "go/go/tls/p256/tls=1.2/transport=unix"],
    tables: [
      ["", "go: p256", "go tls x"],
      ["TLS version 1.2", "go: p256", "go tls x"],
      ["TLS version 1.2, transport unix", "go: p256", "go tls x"],
    ],
  },
])("$name", ({ ids, tables }) => {
  expect(tablesOf(...ids).map(drawn)).toEqual(tables);
});
