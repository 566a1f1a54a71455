import type { RunResult } from "../../domain/run-result.ts";
import {
  cellResult,
  diagnosed,
  failedAt,
  runResult,
  schemeNotOffered,
  undecidedDeadline,
} from "./results.ts";

const known = diagnosed(schemeNotOffered);
const tlsFailure = failedAt("tls", "put: expected OK, got UNAVAILABLE");

/** A run with every kind of outcome and verdict, for reports. */
export const cannedRun = (): RunResult =>
  runResult([
    cellResult("go/go/none"),
    cellResult("go/python/none"),
    cellResult("python/go/none"),
    cellResult("python/python/none"),
    cellResult("go/go/tls/p256"),
    cellResult("go/go/tls/p521"),
    cellResult("go/python/tls/p256"),
    cellResult("go/python/tls/p521"),
    cellResult("python/go/tls/p256"),
    cellResult("python/go/tls/p521", tlsFailure, known),
    cellResult("python/python/tls/p256"),
    cellResult("python/python/tls/p521", tlsFailure, known),
    cellResult(
      "go/go/mtls/p256",
      { kind: "timed-out", phase: "rpc", limitMs: 5000 },
      {
        verdict: "unexpected",
        verdictReason: "expected to pass, no end to rpc within 5000 ms",
        ...diagnosed(undecidedDeadline),
      },
    ),
    cellResult("go/python/mtls/p256", failedAt("rpc", "put: lost"), {
      verdict: "flaky",
      verdictReason: "failed at first, then passed alone",
      again: { kind: "passed" },
    }),
    cellResult(
      "python/go/mtls/p256",
      { kind: "passed" },
      {
        verdict: "unexpected",
        verdictReason: "expected failed, and it passed: known upstream",
      },
    ),
    cellResult("python/python/mtls/ed25519", {
      kind: "unsupported",
      by: "client python",
      reason: "grpcio reads no Ed25519 key",
    }),
    cellResult(
      "python/python/mtls/p256",
      {
        kind: "not-run",
        because: "toolchain-missing",
        reason: "python3 is not installed",
      },
      { verdict: "unexpected", verdictReason: "not run: python3 is not installed" },
    ),
  ]);
