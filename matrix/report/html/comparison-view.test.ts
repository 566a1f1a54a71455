import { expect, test } from "vitest";
import { cannedComparison } from "../../tooling/test/canned-comparison.ts";
import { cellResult, runResult } from "../../tooling/test/results.ts";
import { compareRuns } from "../diff/compare-runs.ts";
import { comparisonViewOf } from "./comparison-view.ts";

test("the worst stands first, with what to type, and every cell is named", () => {
  const { heading, groups, moves } = comparisonViewOf(cannedComparison());
  expect([heading.sentence, heading.tone]).toEqual([
    "2 cells broke, 1 fails for another cause, 1 was not run now, 1 was mended, 6 appeared, 1 vanished; grpc-go 1.66.3 → 1.76.0 moved",
    "bad",
  ]);
  expect(groups[0]).toEqual({
    title: "broke: passed → deadline-exceeded (likely), unexpected",
    effect: "regression",
    words: [
      "A call was not answered before its deadline.",
      "  client: Deadline Exceeded",
      "expected to pass, no end to rpc within 5000 ms",
      "next: run the cell alone with debug output",
    ],
    ids: ["go/go/mtls/p256"],
    commands: ["handshake-matrix cell 'go/go/mtls/p256'"],
  });
  expect(groups.flatMap(({ ids }) => ids)).toHaveLength(cannedComparison().changes.length);
  expect(moves).toEqual([{ words: "grpc-go 1.66.3 → 1.76.0", kind: "stack", of: ["go"] }]);
});

test("of two runs that are alike there is nothing to tell", () => {
  const run = runResult([cellResult("go/go/none"), cellResult("go/go/tls/p256")]);
  expect(comparisonViewOf(compareRuns(run, run))).toMatchObject({
    heading: { sentence: "nothing changed in 2 cells; no version moved", tone: "good" },
    ...{ restriction: null, moves: [], groups: [] },
  });
});
