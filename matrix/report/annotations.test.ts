import { expect, test } from "vitest";
import { knownCauses } from "../domain/cause.ts";
import { cannedComparison } from "../tooling/test/canned-comparison.ts";
import { cannedRun } from "../tooling/test/canned-run.ts";
import {
  cellResult,
  diagnosed,
  failedAt,
  runResult,
  schemeNotOffered,
} from "../tooling/test/results.ts";
import { annotations } from "./annotations.ts";

const titles = (lines: string) =>
  lines.split("\n").flatMap((line) => /^::error title=(.*?)::/.exec(line)?.[1] ?? []);

test("nothing where all is as expected", () => {
  const known = cellResult("go/go/tls/p256", failedAt("tls", "lost"), diagnosed(schemeNotOffered));
  expect(annotations(runResult([known, cellResult("go/go/none")]), null)).toBe("");
});

test("a group of unexpected cells each, with cause and command", () => {
  const lines = annotations(cannedRun(), null);
  expect(titles(lines)).toEqual([
    "surprise%3A deadline-exceeded (likely) (1 cell)",
    "flaky%3A failed at rpc%3A put%3A lost (1 cell)",
    "surprise%3A passed (1 cell)",
    "not run%3A python3 is not installed (1 cell)",
  ]);
  expect(lines.split("\n")[0]).toBe(
    "::error title=surprise%3A deadline-exceeded (likely) (1 cell)::A call was not answered before its deadline.%0A  client: Deadline Exceeded%0Anext: run the cell alone with debug output%0Ago/go/mtls/p256%0A→ handshake-matrix cell 'go/go/mtls/p256'",
  );
});

test("regressions come first, and once, with what moved", () => {
  const lines = annotations(cannedRun(), cannedComparison());
  expect(titles(lines).map((title) => title.split("%3A")[0])).toEqual([
    "broke",
    "broke",
    "not run now",
    "surprise",
  ]);
  expect(lines.split("\n")[0]).toContain("grpc-go 1.66.3 → 1.76.0 moved");
});

test.for([
  [10, 10, "surprise%3A"],
  [11, 10, "2 more groups of cells"],
] as const)("%i groups are %i annotations", ([groups, shown, last]) => {
  const cells = knownCauses.slice(0, groups).map((code, at) =>
    cellResult(`go/go${at}/tls/p256`, failedAt("tls", "lost"), {
      verdict: "unexpected",
      ...diagnosed({ ...schemeNotOffered, code }),
    }),
  );
  const found = titles(annotations(runResult(cells), null));
  expect(found).toHaveLength(shown);
  expect(found.at(-1)).toContain(last);
});
