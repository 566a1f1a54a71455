import { describe, expect, test } from "vitest";
import type { Cell } from "../domain/cell.ts";
import { parseCellId } from "../run/axes/cell-id.ts";
import { cannedRun } from "../tooling/test/canned-run.ts";
import { golden } from "../tooling/test/golden.ts";
import { grid, type Paint, plain } from "./grid.ts";
import { type Look, lookOf } from "./symbol.ts";

const linesOf = (
  of: readonly Cell[],
  look: (cell: Cell) => Look,
  columns: number,
  paint: Paint = plain,
) => grid(of, look, columns, paint).lines;

const { cells } = cannedRun();
const looks = new Map(cells.map((cell) => [cell.id, lookOf(cell)]));
const lookAt = ({ id }: { id: string }): Look => looks.get(id) ?? "pending";
const at = (columns: number) => linesOf(cells, lookAt, columns);

describe("grid", () => {
  test.for([
    ["grid-wide.txt", 120],
    ["grid-narrow.txt", 45],
  ] as const)("%s at %i columns", ([file, columns]) => {
    expect(`${at(columns).join("\n")}\n`).toBe(golden(file));
  });

  const widest = (lines: readonly string[]) => Math.max(...lines.map((line) => line.length));
  const wide = [
    "go/go/tls/p256",
    "go/go/tls/p384",
    "go/go/tls/p521",
    "go/go/tls/rsa2048",
    "go/go/tls/rsa3072",
    "go/go/tls/rsa4096",
    "go/go/tls/ed25519",
  ].map(parseCellId);

  test.for(["passed", "known"] as const)(
    "of cells that are %s is never wider than its columns, as far as can be",
    (look) => {
      const least = widest(linesOf(wide, () => look, 0));
      for (let columns = least; columns < 60; columns++) {
        expect([columns, widest(linesOf(wide, () => look, columns)) <= columns]).toEqual([
          columns,
          true,
        ]);
      }
    },
  );

  test("shows marks as soon as they fit", () => {
    const needed = widest(linesOf(wide, () => "passed", Number.POSITIVE_INFINITY));
    expect(linesOf(wide, () => "passed", needed)[1]).toMatch(/✓{7}$/);
    expect(linesOf(wide, () => "passed", needed - 1)[1]).toMatch(/7✓$/);
  });

  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ ...cellOf("go/go/tls/p256"), id: `${at}` }));
  const cellOf = (id: string): Cell => parseCellId(id);

  test("counts a column of more than 20 marks, and no other", () => {
    const look = ({ id }: { id: string }): Look => (id === "0" ? "known" : "passed");
    const drawn = grid([...many(21), cellOf("go/go/mtls/p256")], look, 100, plain);
    expect(drawn).toEqual({
      lines: ["  client → server   tls      mtls", "  go → go           20✓ 1x   ✓"],
      marked: ["mtls"],
    });
    expect(grid(many(20), look, 100, plain)).toEqual({
      lines: ["  client → server   tls", `  go → go           x${"✓".repeat(19)}`],
      marked: ["tls"],
    });
  });

  test("counts each look by itself, in the order of the legend", () => {
    const looksOf: readonly Look[] = [
      "pending",
      "running",
      "not-run",
      "unexpected",
      "known",
      "passed",
      "passed",
    ];
    const look = (cell: Cell): Look => looksOf[wide.indexOf(cell)] ?? "pending";
    expect(linesOf(wide, look, 0)[1]).toBe("  go → go           2✓ 1x 1✗ 1? 1▸ 1·");
  });

  test("is one column for all modes where each its own is too wide", () => {
    const modes = ["go/go/none", "go/go/tls/p256", "go/go/mtls/p256", "python/go/none"].map(cellOf);
    expect(grid(modes, () => "passed", 30, plain)).toEqual({
      lines: ["  client → server   cells", "  go → go           3✓", "  python → go       1✓"],
      marked: [],
    });
  });

  test("paints each mark and each count by its look, and keeps columns even", () => {
    const paint = (look: Look, text: string) => `<${look}:${text}>`;
    const look = ({ id }: { id: string }): Look => (id.endsWith("p384") ? "unexpected" : "known");
    const two = wide.slice(0, 2);
    expect(linesOf(two, look, 80, paint)[1]).toMatch(/ {3}<known:x><unexpected:✗>$/);
    expect(linesOf(two, look, 0, paint)[1]).toMatch(/<known:1x><unexpected: 1✗>$/);
  });
});

test.for([
  ["passed", "expected", "passed"],
  ["passed", "unexpected", "unexpected"],
  ["failed", "expected", "known"],
  ["failed", "unexpected", "unexpected"],
  ["failed", "flaky", "unexpected"],
  ["timed-out", "expected", "known"],
  ["timed-out", "unexpected", "unexpected"],
  ["unsupported", "expected", "unsupported"],
  ["unsupported", "unexpected", "unexpected"],
  ["not-run", "expected", "not-run"],
  ["not-run", "unexpected", "not-run"],
] as const)("%s and %s looks %s", ([kind, verdict, look]) => {
  const outcomes = {
    passed: { kind: "passed" },
    failed: { kind: "failed", phase: "tls", reason: "" },
    "timed-out": { kind: "timed-out", phase: "tls", limitMs: 1 },
    unsupported: { kind: "unsupported", by: "", reason: "" },
    "not-run": { kind: "not-run", because: "interrupted", reason: "" },
  } as const;
  expect(lookOf({ outcome: outcomes[kind], verdict })).toBe(look);
});
