import { describe, expect, test } from "vitest";
import type { Cause } from "../domain/cause.ts";
import type { CellResult } from "../domain/run-result.ts";
import { cellResult, diagnosed, failedAt, schemeNotOffered } from "../tooling/test/results.ts";
import { plain } from "./grid.ts";
import { groupText } from "./group-text.ts";
import { failureGroups } from "./groups.ts";
import { columnsOf } from "./ladder/columns-of.ts";

const longWords =
  "words that go on and on and say a good deal more than anybody wants to read ".repeat(9);

const contrast = [
  { cell: "python/go/tls/p256", with: "server key p256", outcome: "passes" },
  { cell: "python/go/tls/p521/tls=1.2", with: "TLS version 1.2", outcome: "passes" },
  { cell: "python/node/tls/p521", with: "server node", outcome: "fails too" },
] as const;

const cellsWith = (cause: Partial<Cause>, over: Partial<CellResult> = {}) =>
  ["p521", "p521/tls=1.3", "p521/transport=unix"].map((rest) =>
    cellResult(`python/go/tls/${rest}`, failedAt("tls", "lost"), {
      ...diagnosed({ ...schemeNotOffered, ...cause }),
      contrast,
      ...over,
    }),
  );

const textOf = (
  cells: readonly CellResult[],
  columns: number,
  others: readonly CellResult[] = [],
) =>
  failureGroups(cells).flatMap((group) => groupText(group, [...cells, ...others], columns, plain));

const passes = cellResult("go/go/tls/p256");

describe("a group", () => {
  test("has cause, fix, pattern, what works and the command", () => {
    expect(textOf(cellsWith({}), 100, [passes])).toEqual([
      "known failure: signature-scheme-not-offered, cause on the client side (3 cells)",
      "  The client's ClientHello offers no signature scheme for the server's p521 key.",
      "  fix: give the server a key of type p384",
      "  pattern: the 3 cells with server key p521, no others",
      "  works with: server key p256, TLS version 1.2; fails too with: server node",
      "  → handshake-matrix cell 'python/go/tls/p521'",
    ]);
  });

  test("names its cells where no pattern does", () => {
    expect(textOf(cellsWith({}).slice(0, 1), 100)).toContain("  python/go/tls/p521");
  });

  const everything = cellsWith(
    { sentence: longWords, decided: false, doubt: longWords, remedy: longWords },
    { verdict: "unexpected", verdictReason: longWords },
  );

  test("leaves out what matters least, and never the command", () => {
    const lines = textOf(everything, 100, [passes]);
    expect(lines.map((line) => line.trim().split(/[:.]? /)[0])).toEqual([
      "surprise",
      "words",
      expect.anything(),
      "words",
      expect.anything(),
      "fix",
      expect.anything(),
      "→",
    ]);
  });

  test.for<readonly [number, number]>([
    [100, 8],
    [80, 10],
    [60, 13],
    [40, 20],
  ])("in %i columns has at most %i lines, none wider, and no word is cut", ([columns, most]) => {
    const lines = textOf(everything, columns, [passes]);
    expect(lines.length).toBeLessThanOrEqual(most);
    expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(columns);
    const known = new Set([
      ...textOf(everything, Number.POSITIVE_INFINITY, [passes]).join(" ").split(" "),
      ..."… next: run the cell alone with debug output".split(" "),
    ]);
    expect(lines.flatMap((line) => line.split(" ")).filter((word) => !known.has(word))).toEqual([]);
  });
});
