import { expect, test } from "vitest";
import type { RunResult } from "../domain/run-result.ts";
import { cannedRun } from "../tooling/test/canned-run.ts";
import { golden } from "../tooling/test/golden.ts";
import {
  cellResult,
  diagnosed,
  failedAt,
  runResult,
  schemeNotOffered,
} from "../tooling/test/results.ts";
import { compatibility } from "./compatibility.ts";
import { plain } from "./grid.ts";
import { failureLines, type SummaryOptions, summary } from "./summary.ts";

const options: SummaryOptions = {
  columns: 100,
  paint: plain,
  resume: "handshake-matrix run --resume",
};

const allPassed = (): RunResult => runResult([cellResult("go/go/none")], { elapsedMs: 949 });

/** Of the last three cells nothing is known. */
const interruptedRun = (): RunResult => {
  const cells = cannedRun().cells.map((cell, at, all) =>
    at < all.length - 3
      ? cell
      : cellResult(
          cell.id,
          { kind: "not-run", because: "interrupted", reason: "the run was ended before" },
          { verdict: "unexpected", verdictReason: "not run: the run was ended before" },
        ),
  );
  return runResult(cells, { interrupted: true, buildsMs: 3_140 });
};

test.for([
  ["compatibility.md", compatibility(cannedRun())],
  ["compatibility-all-passed.md", compatibility(allPassed())],
  ["summary.txt", summary(cannedRun(), "results/latest", options)],
  ["summary-all-passed.txt", summary(allPassed(), "results/latest", options)],
  [
    "summary-interrupted.txt",
    summary(interruptedRun(), "results/latest", {
      ...options,
      paint: (look, text) => `<${look}>${text}</>`,
    }),
  ],
] as const)("%s", ([file, text]) => {
  expect(text).toBe(golden(file));
});

test("a report of the result as it was stored is the same", () => {
  const stored = JSON.parse(JSON.stringify(cannedRun())) as RunResult;
  expect(compatibility(stored)).toBe(compatibility(cannedRun()));
});

const marked: SummaryOptions["paint"] = (look, text) => `<${look}>${text}</>`;

test.for([
  [
    cellResult("go/go/tls/p521", failedAt("tls", "lost"), {
      verdict: "unexpected",
      ...diagnosed(schemeNotOffered),
    }),
    [
      "<unexpected>surprise</> go/go/tls/p521:",
      "  signature-scheme-not-offered: The",
      "  client's ClientHello offers no",
      "  signature scheme for the server's p521",
      "  key.",
    ],
  ],
  [
    cellResult("go/go/none", { kind: "timed-out", phase: "rpc", limitMs: 9 }, { verdict: "flaky" }),
    ["<unexpected>flaky</> go/go/none: no end to rpc within 9", "  ms"],
  ],
] as const)("a failure as it happens", ([cell, lines]) => {
  expect(failureLines(cell, { columns: 40, paint: marked })).toEqual(lines);
});
