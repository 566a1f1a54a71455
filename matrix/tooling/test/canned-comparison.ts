import type { RunResult } from "../../domain/run-result.ts";
import { type Comparison, compareRuns } from "../../report/diff/compare-runs.ts";
import { cannedRun } from "./canned-run.ts";
import { cellResult, diagnosed, failedAt, runResult, schemeNotOffered } from "./results.ts";

const earlier = (): RunResult => {
  const run = cannedRun();
  const [go, ...others] = run.implementations;
  const older = { name: "grpc-go", version: "1.66.3" };
  return runResult(
    [
      ...["none", "tls/p256", "tls/p521", "mtls/p256"].map((rest) =>
        cellResult(`go@1.66.3/go@1.66.3/${rest}`),
      ),
      ...["none", "tls/p256", "tls/p521", "mtls/p256"].map((rest) =>
        cellResult(`go@1.66.3/python/${rest}`),
      ),
      cellResult(
        "python/go@1.66.3/none",
        failedAt("rpc", "put: lost"),
        diagnosed(schemeNotOffered),
      ),
      cellResult("python/python/tls/p521", failedAt("tls", "lost"), {
        ...diagnosed({ ...schemeNotOffered, side: "server" }),
      }),
      cellResult("python/python/mtls/p256"),
      cellResult("python/python/none/transport=unix"),
    ],
    {
      runId: "2026-11-20T07-00-00Z-1",
      implementations: go
        ? [{ ...go, id: "go@1.66.3", stack: [older, ...go.stack.slice(1)] }, ...others]
        : others,
    },
  );
};

/** From a run with grpc-go 1.66.3 to {@link cannedRun}: every kind of change but that in time. */
export const cannedComparison = (): Comparison => compareRuns(earlier(), cannedRun());
