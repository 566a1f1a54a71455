import { describe, expect, test } from "vitest";
import type { Cause } from "../../domain/cause.ts";
import type { Outcome } from "../../domain/outcome.ts";
import { schemeNotOffered } from "../../tooling/test/results.ts";
import type { Expectation } from "./expectations.ts";
import { judge } from "./verdict.ts";

const passed: Outcome = { kind: "passed" };
const failed: Outcome = { kind: "failed", phase: "tls", reason: "put: got UNAVAILABLE" };
const timedOut: Outcome = { kind: "timed-out", phase: "rpc", limitMs: 5000 };
const unsupported: Outcome = { kind: "unsupported", by: "client go", reason: "no ed448" };
const notRun = (because: Extract<Outcome, { kind: "not-run" }>["because"]): Outcome => ({
  kind: "not-run",
  because,
  reason: "no such compiler",
});

const known = (outcome: Expectation["outcome"]): Expectation => ({
  pattern: "*",
  outcome,
  cause: "signature-scheme-not-offered",
  side: "client",
  reason: "known upstream",
  source: "read off the wire",
});

const expected = { verdict: "expected", reason: null };
const foreseen = {
  ...expected,
  known: { reason: "known upstream", source: "read off the wire" },
};
const unexpected = (reason: string) => ({ verdict: "unexpected", reason });
const failedText = "failed at tls: put: got UNAVAILABLE";

type Row = readonly [string, Outcome, readonly Cause[], Expectation | undefined, object];

describe("an outcome held against what is known", () => {
  const rows: readonly Row[] = [
    ["a pass, nothing known", passed, [], undefined, expected],
    [
      "a pass where a failure is known",
      passed,
      [],
      known("failed"),
      unexpected("expected failed, and it passed: known upstream"),
    ],
    [
      "a pass where no support is known",
      passed,
      [],
      known("unsupported"),
      unexpected("expected unsupported, and it passed: known upstream"),
    ],
    [
      "a failure, nothing known",
      failed,
      [schemeNotOffered],
      undefined,
      unexpected(`expected to pass, ${failedText}`),
    ],
    ["the known failure", failed, [schemeNotOffered], known("failed"), foreseen],
    [
      "the known cause, but second",
      failed,
      [{ ...schemeNotOffered, code: "unknown-ca" }, schemeNotOffered],
      known("failed"),
      unexpected(
        "expected cause signature-scheme-not-offered at the client, found unknown-ca at the client",
      ),
    ],
    [
      "the known cause on the other side",
      failed,
      [{ ...schemeNotOffered, side: "server" }],
      known("failed"),
      unexpected(
        "expected cause signature-scheme-not-offered at the client, found signature-scheme-not-offered at the server",
      ),
    ],
    [
      "the known cause on no side",
      failed,
      [{ ...schemeNotOffered, side: null }],
      known("failed"),
      unexpected(
        "expected cause signature-scheme-not-offered at the client, found signature-scheme-not-offered",
      ),
    ],
    [
      "a known failure without a cause",
      failed,
      [],
      known("failed"),
      unexpected("expected cause signature-scheme-not-offered at the client, found none"),
    ],
    [
      "a failure where a time-out is known",
      failed,
      [schemeNotOffered],
      known("timed-out"),
      unexpected(`expected timed-out, got ${failedText}`),
    ],
    [
      "a failure where no support is known",
      failed,
      [schemeNotOffered],
      known("unsupported"),
      unexpected(`expected unsupported, got ${failedText}`),
    ],
    [
      "a time-out, nothing known",
      timedOut,
      [],
      undefined,
      unexpected("expected to pass, no end to rpc within 5000 ms"),
    ],
    ["the known time-out", timedOut, [schemeNotOffered], known("timed-out"), foreseen],
    [
      "a time-out where a failure is known",
      timedOut,
      [schemeNotOffered],
      known("failed"),
      unexpected("expected failed, got no end to rpc within 5000 ms"),
    ],
    ["no support, nothing known", unsupported, [], undefined, expected],
    ["the known lack of support", unsupported, [], known("unsupported"), expected],
    ["no support where a failure is known", unsupported, [], known("failed"), expected],
  ];

  test.for(rows)("%s", ([, outcome, causes, expectation, judgement]) => {
    expect(judge(outcome, causes[0], expectation, "unexpected")).toEqual(judgement);
    // Leave to be missing concerns toolchains only.
    expect(judge(outcome, causes[0], expectation, "allowed")).toEqual(judgement);
  });
});

describe("a cell that was not run", () => {
  const missingPart = unexpected("not run: no such compiler");

  test.for([
    ["toolchain-missing", "unexpected", missingPart],
    ["toolchain-missing", "allowed", expected],
    ["interrupted", "unexpected", missingPart],
    ["interrupted", "allowed", missingPart],
    ["harness-fault", "unexpected", missingPart],
    ["harness-fault", "allowed", missingPart],
    ["build-failed", "unexpected", missingPart],
    ["build-failed", "allowed", missingPart],
  ] as const)("because %s, missing toolchains %s", ([because, missing, judgement]) => {
    for (const expectation of [undefined, known("failed"), known("unsupported")]) {
      expect(judge(notRun(because), undefined, expectation, missing)).toEqual(judgement);
    }
  });
});
