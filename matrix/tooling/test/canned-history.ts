import type { CellResult, RunResult } from "../../domain/run-result.ts";
import { cellResult, diagnosed, failedAt, runResult, schemeNotOffered } from "./results.ts";

const lost = failedAt("tls", "lost");
const known = diagnosed(schemeNotOffered);
const undone = { kind: "not-run", because: "interrupted", reason: "ended" } as const;

const runOn = (day: number, goVersion: string, cells: readonly CellResult[]): RunResult => {
  const [go, ...others] = runResult([]).implementations;
  const stack = [{ name: "grpc-go", version: goVersion }];
  const at = `2026-11-${day}T07`;
  return runResult(cells, {
    runId: `${at}-00-00Z-1`,
    startedAt: `${at}:00:00.000Z`,
    implementations: go ? [{ ...go, stack }, ...others] : others,
  });
};

/** Five runs of one preset and one of another: what breaks, is mended, is flaky, known, new, and left undone. */
export const cannedHistory = (): readonly RunResult[] => [
  runOn(21, "1.66.3", [
    cellResult("go/go/none"),
    cellResult("go/python/tls/p256"),
    cellResult("python/go/tls/p256"),
    cellResult("python/go/tls/p521", lost, known),
  ]),
  runOn(22, "1.66.3", [
    cellResult("go/go/none"),
    cellResult("go/python/tls/p256"),
    cellResult("python/go/tls/p256", lost, { ...known, verdict: "unexpected" }),
    cellResult("python/go/tls/p521", lost, known),
  ]),
  runOn(23, "1.85.0", [
    cellResult("go/go/none"),
    cellResult("go/python/tls/p256", lost, { ...known, verdict: "unexpected" }),
    cellResult("python/go/tls/p256"),
    cellResult("python/go/tls/p521", lost, known),
  ]),
  runOn(24, "1.85.0", [
    cellResult("go/go/none", undone, { verdict: "unexpected" }),
    cellResult("go/python/tls/p256", lost, known),
    cellResult("python/go/tls/p256"),
    cellResult("python/go/tls/p521", lost, known),
  ]),
  runOn(25, "1.85.0", [
    cellResult("go/go/none"),
    cellResult("go/python/tls/p256", lost, known),
    cellResult("python/go/tls/p256"),
    cellResult("python/go/tls/p521", lost, known),
    cellResult("go/go/tls/p256"),
  ]),
  { ...runOn(20, "1.66.3", [cellResult("go/go/none")]), preset: "quick" },
];
