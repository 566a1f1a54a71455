import { expect, test } from "vitest";
import { knownCauses } from "../domain/cause.ts";
import { cannedComparison } from "../tooling/test/canned-comparison.ts";
import { cannedRun } from "../tooling/test/canned-run.ts";
import { golden } from "../tooling/test/golden.ts";
import {
  cellResult,
  diagnosed,
  failedAt,
  runResult,
  schemeNotOffered,
} from "../tooling/test/results.ts";
import { jobSummary } from "./job-summary.ts";

test("job-summary.md", () => {
  expect(jobSummary(cannedRun(), null)).toBe(golden("job-summary.md"));
});

const allPassed = runResult([cellResult("go/go/none")]);
const firstLine = (text: string) => text.split("\n")[0];

test.for([
  ["all is well", jobSummary(allPassed, null), "# ✅ 1 cell: 1 passed, 0 surprises"],
  [
    "something is not",
    jobSummary(cannedRun(), null),
    "# ❌ 17 cells: 10 passed, 2 known failures, 1 unsupported, 1 not run, 3 surprises",
  ],
  [
    "it was interrupted",
    jobSummary({ ...allPassed, interrupted: true }, null),
    "# ❌ 1 cell: 1 passed, 0 surprises (interrupted)",
  ],
  [
    "something is worse than before",
    jobSummary(cannedRun(), cannedComparison()),
    "# ❌ 2 cells broke, 1 fails for another cause, 1 was not run now, 1 was mended, 6 appeared, 1 vanished; grpc-go 1.66.3 → 1.76.0 moved",
  ],
] as const)("the first line says that %s", ([, text, line]) => {
  expect(firstLine(text)).toBe(line);
});

test("a regression is told once", () => {
  const text = jobSummary(cannedRun(), cannedComparison());
  expect(text.match(/^#+ .*deadline-exceeded.*$/gm)).toEqual([
    "### broke: passed → deadline-exceeded (likely), unexpected (1 cell)",
  ]);
});

test("what does not fit is left out, from the end, and said so", () => {
  const cells = knownCauses.slice(0, 12).map((code) =>
    cellResult(`go/go/tls/p256/route=${code}`, failedAt("tls", "x"), {
      verdict: "unexpected",
      ...diagnosed({ ...schemeNotOffered, code, sentence: "é".repeat(400) }),
    }),
  );
  const whole = jobSummary(runResult(cells), null);
  // So close together that one of them ends within the note that a section would need behind it.
  const around = Array.from({ length: 40 }, (_, at) => 3000 + 61 * at);
  for (const limit of [Buffer.byteLength(whole) - 1, ...around, 900]) {
    const text = jobSummary(runResult(cells), null, limit);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
    const [, left] = /^(\d+) sections? left out/m.exec(text) ?? [];
    const kept = text.match(/^## surprise: [a-z0-9-]+, cause on/gm)?.length ?? 0;
    // The table is a section too, and the first to go.
    expect(kept + Number(left)).toBe(cells.length + 1);
    expect(whole.startsWith(text.slice(0, text.lastIndexOf("\n", text.length - 2)))).toBe(true);
  }
  expect(jobSummary(runResult(cells), null, Buffer.byteLength(whole))).toBe(whole);
});
