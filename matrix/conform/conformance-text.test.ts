import { expect, test } from "vitest";
import { plain } from "../report/grid.ts";
import type { ClauseResult } from "./check-clauses.ts";
import { broken, judged, notApplicable } from "./clause.ts";
import { conformanceOf } from "./conformance.ts";
import { clauseLine, conformanceSummary } from "./conformance-text.ts";

const result = (id: string, finding: ClauseResult["finding"]): ClauseResult => ({
  id,
  section: "Server",
  role: "server",
  sentence: "says what it is",
  finding,
});

const results = [
  result("one", judged(true, "a put", "OK")),
  result("two", broken("no cookie", "exit code 0\nand more")),
  result("three", notApplicable("TLS", `unsupported: ${"x".repeat(200)}`)),
];

test("a line for each clause, and of a broken one what the contract asks", () => {
  expect(results.map((one) => clauseLine(one, plain)).join("")).toBe(
    `✓ Server       one                          a put → OK
✗ Server       two                          sent: no cookie; came: exit code 0 and more
               the contract: the server says what it is
– Server       three                        TLS → unsupported: ${"x".repeat(97)}…
`,
  );
});

test.for([
  [3, "mine: 1 clauses of harness/CONTRACT.md met, 1 broken, 1 not tried"],
  [5, "mine: 1 clauses of harness/CONTRACT.md met, 1 broken, 1 not tried"],
] as const)("the summary of %i clauses", ([asked, beginning]) => {
  const text = conformanceSummary(conformanceOf("mine", results, asked));
  expect(text.trim().startsWith(beginning)).toBe(true);
  expect(text.includes("; interrupted, 2 not checked")).toBe(asked === 5);
});

test("as data, each clause with what came", () => {
  const { counts, left, clauses } = conformanceOf("mine", results, 3);
  expect([counts, left]).toEqual([{ met: 1, broken: 1, "not-applicable": 1 }, 0]);
  expect(clauses[1]).toEqual({
    id: "two",
    section: "Server",
    role: "server",
    sentence: "says what it is",
    result: "broken",
    sent: "no cookie",
    came: "exit code 0 and more",
  });
});
