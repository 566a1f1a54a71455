import { describe, expect, test } from "vitest";
import { parseCellId } from "../run/axes/cell-id.ts";
import { cannedRun } from "../tooling/test/canned-run.ts";
import { golden } from "../tooling/test/golden.ts";
import { grid, plain } from "./grid.ts";
import { type Look, lookOf } from "./symbol.ts";

const { cells } = cannedRun();
const looks = new Map(cells.map((cell) => [cell.id, lookOf(cell)]));
const lookAt = ({ id }: { id: string }): Look => looks.get(id) ?? "pending";
const at = (columns: number) => grid(cells, lookAt, columns, plain);

describe("grid", () => {
  test.for([
    ["grid-wide.txt", 120],
    ["grid-narrow.txt", 30],
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

  test("is never wider than the columns that it has, where counts fit into them", () => {
    const least = widest(grid(wide, () => "passed", 0, plain));
    for (let columns = least; columns < 60; columns++) {
      expect([columns, widest(grid(wide, () => "passed", columns, plain)) <= columns]).toEqual([
        columns,
        true,
      ]);
    }
  });

  test("shows symbols as soon as they fit", () => {
    const needed = widest(grid(wide, () => "passed", Number.POSITIVE_INFINITY, plain));
    expect(grid(wide, () => "passed", needed + 2, plain)[1]).toMatch(/✓{7}/);
  });

  test("counts what is done, not what is under way", () => {
    const look = ({ id }: { id: string }): Look =>
      id.endsWith("p256") ? "passed" : id.endsWith("p384") ? "running" : "pending";
    expect(grid(wide, look, 0, plain)[1]).toMatch(/ 1\/7$/);
  });

  test("paints each symbol by its look, and a count by the worst", () => {
    const paint = (look: Look, text: string) => (text.trim() === "" ? text : `<${look}:${text}>`);
    const look = ({ id }: { id: string }): Look => (id.endsWith("p384") ? "unexpected" : "known");
    const two = wide.slice(0, 2);
    expect(grid(two, look, 80, paint)[1]).toMatch(/<known:x><unexpected:✗>/);
    expect(grid(two, look, 0, paint)[1]).toMatch(/<unexpected:2\/2>/);
    const one = (alone: Look) => grid(two.slice(0, 1), () => alone, 0, paint)[1];
    expect(one("known")).toMatch(/<known:1\/1>/);
    expect(one("not-run")).toMatch(/<not-run:0\/1>/);
    expect(one("running")).toMatch(/<pending:0\/1>/);
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
