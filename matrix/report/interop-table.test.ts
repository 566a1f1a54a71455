import { expect, test } from "vitest";
import { cellResult } from "../tooling/test/results.ts";
import { interopTable } from "./interop-table.ts";

const unsupported = { kind: "unsupported", by: "client b", reason: "it is over" } as const;
const failed = { kind: "failed", phase: "behaviour", reason: "no" } as const;
const cell = (pair: string, name: string, outcome?: Parameters<typeof cellResult>[1]) =>
  cellResult(`${pair}/none/behaviour=${name}`, outcome);

test("cases stand in the order of their descriptions, and a client that shows nothing is not counted", () => {
  const rows = interopTable([
    cell("a/s", "ping_pong", failed),
    cell("b/s", "ping_pong", failed),
    cell("a/s", "large_unary"),
    cell("b/s", "large_unary", failed),
    cell("a/t", "large_unary"),
    cell("b/t", "large_unary", unsupported),
    cell("a/t", "four-kinds", failed),
  ]).filter((line) => line.startsWith("|"));
  expect(rows).toEqual([
    "| case | `s` | `t` |",
    "|---|---|---|",
    "| `large_unary` | 1 of 2: not `b` | 1 of 1 |",
    "| `ping_pong` | 0 of 2 | 0 of 0 |",
  ]);
});

test("without a case there is no table", () => {
  expect(interopTable([cell("a/b", "four-kinds")])).toEqual([]);
});
