import { expect, test } from "vitest";
import type { Planted } from "../../../fixtures/behaviours/planted-harnesses/row.ts";
import type { Finding } from "../../domain/behaviour.ts";
import type { CellResult } from "../../domain/run-result.ts";
import { judged } from "./judged.ts";
import { languages } from "./languages.ts";

const row: Planted = { kind: "planted", end: "server", name: "row", shows: ["gzip"], edits: [] };

const violation = (by: "client" | "server" | null, sentence: string): Finding => ({
  ...{ kind: "violation", by, clause: "", sentence },
  saw: [],
});

type Cell = Readonly<{ copy?: string; behaviour?: string; findings?: readonly Finding[] }>;

const cellOf = ({ copy = ":server-row", behaviour = "gzip", findings }: Cell) =>
  ({
    ...{ client: "go", server: `planted-go${copy}`, behaviour },
    outcome: { kind: findings ? "failed" : "not-run" },
    ...(findings && { findings }),
  }) as unknown as CellResult;

const byServer = violation("server", "wrong");

type Case = Readonly<{
  name: string;
  cells: readonly Cell[];
  found: readonly string[];
  faults: readonly string[];
}>;

test.for<Case>([
  { name: "alone", cells: [{ findings: [byServer] }], found: ["gzip"], faults: [] },
  {
    name: "not at all",
    cells: [{ findings: [] }],
    found: [],
    faults: ["gzip finds nothing"],
  },
  {
    name: "as what the library does by itself",
    cells: [{ copy: "", findings: [byServer] }, { findings: [byServer] }],
    found: [],
    faults: ["gzip finds nothing"],
  },
  {
    name: "by another behaviour too",
    cells: [{ findings: [byServer] }, { behaviour: "cancel", findings: [byServer] }],
    found: ["cancel", "gzip"],
    faults: ["cancel finds it too: wrong"],
  },
  {
    name: "at the other end",
    cells: [{ findings: [violation("client", "wrong")] }],
    found: ["gzip"],
    faults: ["gzip blames client: wrong"],
  },
  {
    name: "at neither end",
    cells: [{ findings: [violation(null, "wrong")] }],
    found: ["gzip"],
    faults: ["gzip blames nobody: wrong"],
  },
  {
    name: "before its behaviour",
    cells: [{}],
    found: [],
    faults: ["gzip finds nothing", 'gzip is not come to: {"kind":"not-run"}'],
  },
  {
    name: "and nobody knows what the library does by itself",
    cells: [{ copy: "" }, { findings: [byServer] }],
    found: ["gzip"],
    faults: ['without the violation gzip is not come to: {"kind":"not-run"}'],
  },
])("a violation is found $name", ({ cells, found, faults }) => {
  const [go] = languages;
  if (!go) throw new Error("there is no language");
  expect(judged(go, [row], cells.map(cellOf))).toEqual([{ row, found, faults }]);
});
