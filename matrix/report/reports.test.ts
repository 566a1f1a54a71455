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
import { failureLine, summary } from "./summary.ts";

const allPassed = (): RunResult => runResult([cellResult("go/go/none")], { elapsedMs: 949 });

test.for([
  ["compatibility.md", compatibility(cannedRun())],
  ["compatibility-all-passed.md", compatibility(allPassed())],
  ["summary.txt", summary(cannedRun(), "results/latest", plain)],
  ["summary-all-passed.txt", summary(allPassed(), "results/latest", plain)],
  [
    "summary-interrupted.txt",
    summary(
      { ...cannedRun(), interrupted: true },
      "results/latest",
      (look, text) => `<${look}>${text}</>`,
    ),
  ],
] as const)("%s", ([file, text]) => {
  expect(text).toBe(golden(file));
});

test("a report of the result as it was stored is the same", () => {
  const stored = JSON.parse(JSON.stringify(cannedRun())) as RunResult;
  expect(compatibility(stored)).toBe(compatibility(cannedRun()));
});

test("a long list of cells is cut, and the rest counted", () => {
  const keys = ["p256", "p384", "p521", "rsa2048", "rsa3072", "rsa4096", "ed25519"];
  // No two ids differ in one part only, so that nothing can be joined.
  const ids = keys.flatMap((key, at) => [`c${at}/s${at}/tls/${key}`, `d${at}/t${at}/tls/${key}`]);
  const cells = ids.map((id) =>
    cellResult(id, failedAt("tls", "lost"), diagnosed(schemeNotOffered)),
  );
  const lines = summary(runResult(cells), "out", plain).split("\n");
  expect(lines.filter((line) => ids.includes(line.trim()))).toHaveLength(12);
  expect(lines).toContain("  and 2 more");
});

test.for([
  [
    cellResult("go/go/tls/p521", failedAt("tls", "lost"), {
      verdict: "unexpected",
      ...diagnosed(schemeNotOffered),
    }),
    `<unexpected>unexpected </>go/go/tls/p521: signature-scheme-not-offered: ${schemeNotOffered.sentence}`,
  ],
  [
    cellResult("go/go/none", { kind: "timed-out", phase: "rpc", limitMs: 9 }, { verdict: "flaky" }),
    "<unexpected>flaky </>go/go/none: no end to rpc within 9 ms",
  ],
] as const)("a failure as it happens is one line", ([cell, line]) => {
  expect(failureLine(cell, (look, text) => `<${look}>${text}</>`)).toBe(line);
});
