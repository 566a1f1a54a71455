/** Run results for reports: versions, clock and machine are fixed, so that output is exact. */

import type { Cause, Diagnosis } from "../../domain/cause.ts";
import type { Outcome } from "../../domain/outcome.ts";
import type { CellResult, RunResult } from "../../domain/run-result.ts";
import { countsOf } from "../../report/counts.ts";
import { parseCellId } from "../../run/axes/cell-id.ts";
import { nothingObserved } from "../../run/evidence/observed-properties.ts";

const digest = (digit: string) => `sha256:${digit.repeat(64)}` as const;

const passed: Outcome = { kind: "passed" };

export const failedAt = (phase: Extract<Outcome, { kind: "failed" }>["phase"], reason: string) =>
  ({ kind: "failed", phase, reason }) as const satisfies Outcome;

export const schemeNotOffered: Cause = {
  code: "signature-scheme-not-offered",
  side: "client",
  decided: true,
  doubt: null,
  sentence: "The client's ClientHello offers no signature scheme for the server's p521 key.",
  matched: [
    { by: "wire", text: "ClientHello signature_algorithms: ecdsa_secp256r1_sha256" },
    { by: "orchestrator", text: "server certificate: key type p521" },
  ],
  remedy: "give the server a key of type p384",
  clause: "RFC 8446 sections 4.2.3 and 4.4.2.2",
};

export const undecidedDeadline: Cause = {
  code: "deadline-exceeded",
  side: null,
  decided: false,
  doubt: null,
  sentence: "A call was not answered before its deadline.",
  matched: [{ by: "client", text: "Deadline Exceeded" }],
  remedy: null,
  clause: "gRPC status codes: DEADLINE_EXCEEDED (4)",
};

export const diagnosed = (
  ...causes: readonly [Cause, ...Cause[]]
): Readonly<{ diagnosis: Diagnosis }> => {
  const determinable = causes[0].decided;
  const nextCheck = determinable ? null : "run the cell alone with debug output";
  return { diagnosis: { determinable, causes, nextCheck } };
};

export const cellResult = (
  id: string,
  outcome: Outcome = passed,
  over: Partial<CellResult> = {},
): CellResult => ({
  ...parseCellId(id),
  outcome,
  verdict: "expected",
  verdictReason: null,
  diagnosis: null,
  steps: [],
  controls: [],
  observed: nothingObserved,
  elapsedMs: 12.5,
  contrast: [],
  again: null,
  programs: { client: digest("c"), server: digest("5") },
  ...over,
});

export const runResult = (
  cells: readonly CellResult[],
  over: Partial<RunResult> = {},
): RunResult => ({
  schemaVersion: 1,
  runId: "2026-11-21T07-00-00Z-1",
  preset: "default",
  startedAt: "2026-11-21T07:00:00.000Z",
  elapsedMs: 8_240,
  interrupted: false,
  machine: { platform: "linux", arch: "x64", cores: 2 },
  orchestrator: { version: "0.1.0", node: "24.11.0", openssl: "3.5.4", launcher: "compiled" },
  implementations: [
    {
      id: "go",
      title: "grpc-go",
      program: digest("a"),
      stack: [
        { name: "grpc-go", version: "1.76.0" },
        { name: "go-plugin", version: "1.8.0" },
      ],
      runtime: { name: "Go", version: "1.26.8" },
      tls: { name: "crypto/tls", version: "1.26.8" },
    },
    {
      id: "python",
      title: "grpcio",
      program: digest("b"),
      stack: [{ name: "grpcio", version: "1.85.1" }],
      runtime: { name: "CPython", version: "3.11.7" },
      tls: { name: "BoringSSL", version: "bundled with grpcio 1.85.1" },
    },
  ],
  counts: countsOf(cells),
  cells,
  ...over,
});
